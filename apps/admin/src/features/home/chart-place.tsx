import { type ComponentType, useEffect, useState } from "react";
import type { Figures } from "../../server/trpc.ts";
import classes from "./home.module.css";

type Charts = ComponentType<{ figures: Figures }>;

/** Keeps the charts' place until they are loaded. Without them the page is whole; so a failure is one sentence. */
export function ChartPlace({ figures }: { figures: Figures }) {
  const [Charts, setCharts] = useState<Charts | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    import("./charts.tsx").then(
      (loaded) => setCharts(() => loaded.default),
      () => setIsMissing(true),
    );
  }, []);
  return (
    <div className={classes.chartPlace}>
      {Charts && <Charts figures={figures} />}
      {isMissing && (
        <p className={classes.note}>The charts could not be loaded. The figures above are complete.</p>
      )}
    </div>
  );
}
