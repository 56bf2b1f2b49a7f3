import { type ReactNode, useId } from "react";
import classes from "./section.module.css";

/** A part of a page under its own heading; `id` lets a link lead here. */
export function Section({
  title,
  aside,
  id,
  children,
}: {
  title: string;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section id={id} className={classes.section} aria-labelledby={headingId} tabIndex={id ? -1 : undefined}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
