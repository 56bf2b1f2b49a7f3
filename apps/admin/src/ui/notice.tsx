import type { ReactNode } from "react";
import classes from "./notice.module.css";

/** Says what has just been done; screen readers announce it. Null while there is nothing to say. */
export function Notice({ children }: { children: ReactNode }) {
  return <div role="status">{children !== null && <p className={classes.notice}>{children}</p>}</div>;
}
