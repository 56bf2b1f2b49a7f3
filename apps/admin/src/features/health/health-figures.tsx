import { type ComponentType, useEffect, useState } from "react";
import type { Health } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import { FigureCard } from "./figure-card.tsx";
import type { FigureChartProps } from "./figure-chart.tsx";
import classes from "./health.module.css";
import { figureGroups } from "./health-texts.ts";

/** All figures of a range, by what they are about. */
export function HealthFigures({ health, isStale }: { health: Health; isStale: boolean }) {
  const [Chart, setChart] = useState<ComponentType<FigureChartProps> | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    import("./figure-chart.tsx").then(
      (loaded) => setChart(() => loaded.default),
      () => setIsMissing(true),
    );
  }, []);
  const { figures, times, timeZone, range } = health;
  const isDay = range === "6h" || range === "24h";
  return (
    <div aria-busy={isStale} className={isStale ? classes.stale : undefined}>
      {isMissing && (
        <p className={classes.what}>The charts could not be loaded. Values and tables are complete.</p>
      )}
      {figureGroups.map(({ title, names }) => (
        <Section key={title} title={title}>
          <div className={classes.cards}>
            {names.map((name) => {
              const figure = figures.find((each) => each.name === name);
              return figure && <FigureCard key={name} {...{ Chart, figure, times, timeZone, isDay }} />;
            })}
          </div>
        </Section>
      ))}
    </div>
  );
}
