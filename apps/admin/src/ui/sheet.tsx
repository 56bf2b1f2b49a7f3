import { Title } from "@mantine/core";
import { createContext, type ReactNode, useContext } from "react";
import { shopName } from "../shop-name.ts";
import { Mark } from "./mark.tsx";
import { PageTitle } from "./page-title.tsx";
import classes from "./sheet.module.css";

/** Whether the console's frame is around, which already has a main landmark. */
export const InFrame = createContext(false);

/** A page with one message or one form, as a rule outside the console's frame. */
export function Sheet({ title, children }: { title: string; children?: ReactNode }) {
  const Part = useContext(InFrame) ? "div" : "main";
  return (
    <Part className={classes.sheet}>
      <PageTitle>{title}</PageTitle>
      <p className={classes.brand}>
        <Mark /> {shopName} admin
      </p>
      <Title order={1} mb="lg">
        {title}
      </Title>
      {children}
    </Part>
  );
}
