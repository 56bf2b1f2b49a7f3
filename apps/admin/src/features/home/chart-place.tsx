import { type ComponentType, useEffect, useState } from "react";
import type { Figures } from "../../server/trpc.ts";
import classes from "./home.module.css";

type Charts = ComponentType<{ figures: Figures }>;

/** Keeps the charts' place until they are loaded. The page works without them, so a failure is one sentence. */
export function ChartPanel({ figures }: { figures: Figures | undefined }) {
  const [Charts, setCharts] = useState<Charts | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const hasFigures = figures !== undefined;
  useEffect(() => {
    if (!hasFigures) return; // The charts load after the figures, which are read first.
    import("./charts.tsx").then(
      (loaded) => setCharts(() => loaded.default),
      () => setIsMissing(true),
    );
  }, [hasFigures]);
  return (
    <div className={classes.chartPlace}>
      {Charts && figures && <Charts figures={figures} />}
      {isMissing && (
        <p className={classes.note}>The charts could not be loaded. The figures above are complete.</p>
      )}
    </div>
  );
}
