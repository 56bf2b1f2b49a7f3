import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./page-head.module.css";
import { PageTitle } from "./page-title.tsx";

/** A page's title, also in the window, and beside it (`children`) the actions for the whole page. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.head}>
      <PageTitle>{title}</PageTitle>
      <Title order={1}>{title}</Title>
      {children && <div className={classes.aside}>{children}</div>}
    </div>
  );
}
