import { LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { shopClock, shortShopTime } from "../../shop-time.ts";
import type { FigureView } from "./figure-view.ts";
import { lineLabel, writeValue } from "./health-texts.ts";
import { lineStyles } from "./line-styles.ts";

export interface FigureChartProps {
  figure: FigureView;
  times: readonly string[];
  timeZone: string;
  /** Whether the range is so short that a time of day tells its points apart. */
  isDay: boolean;
}

/** Loaded after the figures: the library behind it is larger than the rest of the page. */
export default function FigureChart({
  figure: { unit, goal, lines, points },
  times,
  timeZone,
  isDay,
}: FigureChartProps) {
  const data = times.map((at, index) => ({
    at: isDay ? shopClock(at, timeZone) : shortShopTime(at, timeZone),
    ...Object.fromEntries(
      lines.map((line, position) => [lineLabel(line), points[index]?.[position] ?? null]),
    ),
  }));
  const write = (value: number) => writeValue(value, unit);
  return (
    <LineChart
      h={120}
      data={data}
      dataKey="at"
      series={lines.map((line, index) => ({ name: lineLabel(line), ...lineStyles[index] }))}
      withLegend={false}
      gridAxis="x"
      tickLine="none"
      tooltipAnimationDuration={0}
      curveType="linear"
      strokeWidth={1.5}
      // A time without values is a gap, and a lone value is seen as a dot.
      connectNulls={false}
      withDots
      dotProps={{ r: 1.5, strokeWidth: 0 }}
      activeDotProps={{ r: 3, strokeWidth: 0 }}
      valueFormatter={write}
      referenceLines={goal === null ? [] : [{ y: goal.than, color: "var(--idle)" }]}
      xAxisProps={{ interval: Math.max(0, Math.ceil(times.length / 4) - 1), tickFormatter: shortTick }}
      yAxisProps={{
        width: 62,
        tickCount: 3,
        tickFormatter: write,
        domain: unit === "share" ? shareDomain : [0, "auto"],
        allowDecimals: unit !== "count",
      }}
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}

/** Shares near 1 would be one flat line on an axis from 0. */
const shareDomain: [(least: number) => number, (most: number) => number] = [
  (least) => (least >= 0.9 ? 0.9 : 0),
  (most) => (most > 0.1 ? 1 : Math.max(0.01, most)),
];

/** `10 Jun` of `10 Jun 2026, 14:00`; a time of day as it is. */
function shortTick(text: string): string {
  return /^(\d+ \S+) \d{4}/.exec(text)?.[1] ?? text;
}
