import { type ReactNode, useId } from "react";
import classes from "./risk-panel.module.css";

/** A panel about a risk of the order's money. `tone` colours its edge; its texts say the same. */
export function RiskPanel({
  tone,
  title,
  aside,
  children,
}: {
  tone: "bad" | "wait" | "good" | "idle";
  title: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className={classes.panel} data-tone={tone} aria-labelledby={titleId}>
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {aside && <span className={classes.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** A panel's facts, side by side. */
export function PanelFacts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
