import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./figures-bar.module.css";

export interface Figure {
  label: string;
  value: ReactNode;
  /** The whole of which it is a part, or its parts. */
  sub: ReactNode;
  /** What it counts, shown on hover. */
  definition: string;
}

/** Figures above a list, followed by `children`, e.g. the choice of a period. */
export function FiguresBar({
  figures,
  isLoading,
  isStale,
  children,
}: {
  figures: Figure[];
  /** The figures are loading: their places are kept. */
  isLoading: boolean;
  isStale: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes.bar}>
      <dl className={classes.figures} aria-busy={isLoading || isStale}>
        {figures.map(({ label, value, sub, definition }) => (
          <div key={label} title={definition}>
            <dt>{label}</dt>
            <dd>{isLoading ? <Skeleton height={14} width={56} my={6} /> : value}</dd>
            <dd className={classes.sub}>{isLoading ? "…" : sub}</dd>
          </div>
        ))}
      </dl>
      {children}
    </div>
  );
}
