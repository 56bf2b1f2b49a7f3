import type { ReactNode } from "react";
import classes from "./fact.module.css";

/** What has just been done, as a statement of fact; read out when it comes. Null: nothing yet. */
export function Fact({ children }: { children: ReactNode }) {
  return <div role="status">{children !== null && <p className={classes.fact}>{children}</p>}</div>;
}
