import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";
import classes from "./sheet.module.css";

/** A page outside of the console's frame: one thing to say or to do. */
export function Sheet({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className={classes.sheet}>
      <title>{`${title} · Dualtrack admin`}</title>
      <p className={classes.brand}>
        <Mark /> Dualtrack admin
      </p>
      <Title order={1} mb="lg">
        {title}
      </Title>
      {children}
    </main>
  );
}
