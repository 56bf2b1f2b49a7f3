import type { ReactNode } from "react";
import classes from "./fact.module.css";

/** Says what has just been done; screen readers announce it. Null while there is nothing to say. */
export function Fact({ children }: { children: ReactNode }) {
  return <div role="status">{children !== null && <p className={classes.fact}>{children}</p>}</div>;
}
