import { type ReactNode, useId } from "react";
import classes from "./risk-panel.module.css";

/** Something about the order's money that goes before everything else; `tone` is its edge, its words say the same. */
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

/** Facts of a panel side by side. */
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
