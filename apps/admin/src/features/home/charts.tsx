import { formatMoney, minorDigits } from "@dualtrack/contract";
import { AreaChart, BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import type { Figures } from "../../server/trpc.ts";
import classes from "./charts.module.css";
import { runningTotals } from "./comparison.ts";

/** Loaded after the figures: the library behind it is larger than the rest of the page. */
export default function Charts({ figures }: { figures: Figures }) {
  return (
    <div className={classes.charts}>
      <RevenueByHour figures={figures} />
      <OrdersByDay figures={figures} />
    </div>
  );
}

const chart = {
  h: 160,
  withLegend: false,
  gridAxis: "x",
  tickLine: "none",
  tooltipAnimationDuration: 0,
} as const;

function RevenueByHour({ figures: { currency, hoursToday, hoursYesterday } }: { figures: Figures }) {
  const today = runningTotals(hoursToday.map(({ revenue }) => revenue));
  const yesterday = runningTotals(hoursYesterday.map(({ revenue }) => revenue));
  const data = yesterday.map((amount, hour) => ({
    hour: `${String(hour).padStart(2, "0")}:00`,
    Yesterday: major(amount, currency),
    Today: hour < today.length ? major(today[hour] ?? 0, currency) : null,
  }));
  const write = (value: number) =>
    formatMoney({ amount: Math.round(value * 10 ** minorDigits(currency)), currency });
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        Revenue through the day in {currency.toUpperCase()}
        <span className={classes.key}>
          <span data-line="today">today</span>
          <span data-line="yesterday">yesterday</span>
        </span>
      </figcaption>
      <div aria-hidden="true">
        <AreaChart
          {...chart}
          data={data}
          dataKey="hour"
          series={[
            { name: "Yesterday", color: "var(--idle)", strokeDasharray: "4 3" },
            { name: "Today", color: "var(--accent)" },
          ]}
          curveType="stepAfter"
          withDots={false}
          connectNulls={false}
          fillOpacity={0.12}
          valueFormatter={write}
          xAxisProps={{ interval: 5 }}
          yAxisProps={{
            width: 64,
            tickCount: 4,
            interval: 0,
            tickFormatter: (value) => short(value, currency),
          }}
          areaChartProps={{ accessibilityLayer: false }}
        />
      </div>
      <Numbers
        head={["Hour", "Today", "Yesterday"]}
        rows={data.map(({ hour, Today, Yesterday }) => [
          hour,
          Today === null ? "" : write(Today),
          write(Yesterday),
        ])}
      />
    </figure>
  );
}

function OrdersByDay({ figures: { currency, days } }: { figures: Figures }) {
  const data = days.map(({ day, orders }) => ({ day: shortDay(day), Orders: orders }));
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>Orders, last {days.length} days</figcaption>
      <div aria-hidden="true">
        <BarChart
          {...chart}
          data={data}
          dataKey="day"
          series={[{ name: "Orders", color: "var(--accent)" }]}
          xAxisProps={{ interval: 6 }}
          yAxisProps={{ width: 40, tickCount: 4, interval: 0, allowDecimals: false }}
          barChartProps={{ accessibilityLayer: false }}
        />
      </div>
      <Numbers
        head={["Day", "Orders", "Revenue"]}
        rows={days.map(({ day, orders, revenue }) => [
          shortDay(day),
          String(orders),
          formatMoney({ amount: revenue, currency }),
        ])}
      />
    </figure>
  );
}

/** The chart's numbers as a table, for screen readers and for exact values. */
function Numbers({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <details className={classes.numbers}>
      <summary>Show the numbers</summary>
      <table>
        <thead>
          <tr>
            {head.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={head[column + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** For an axis: €1.8k. */
function short(value: number, currency: string): string {
  return new Intl.NumberFormat("en-IE", {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(value);
}

function major(amount: number, currency: string): number {
  return amount / 10 ** minorDigits(currency);
}

const dayFormat = new Intl.DateTimeFormat("en-IE", { day: "numeric", month: "short", timeZone: "UTC" });

/** The day is already in the shop's time zone: formatting it must not convert it again. */
function shortDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}
