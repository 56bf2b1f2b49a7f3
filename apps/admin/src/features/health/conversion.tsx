import {
  type ConversionKind,
  type ConversionStep,
  conversionDays,
  conversionKinds,
  conversionSteps,
} from "@dualtrack/contract";
import { Button, NativeSelect, SegmentedControl, Skeleton } from "@mantine/core";
import { type ComponentType, useEffect, useState } from "react";
import { readOneOf } from "../../search-params.ts";
import { type Conversion, trpc } from "../../server/trpc.ts";
import { dayText } from "../../shop-time.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import type { FigureChartProps } from "./figure-chart.tsx";
import classes from "./health.module.css";
import { writeValue } from "./health-texts.ts";

const kindLabels: Record<ConversionKind, string> = {
  physical: "Physical goods",
  digital: "Downloads",
  service: "Bookings",
  mixed: "Several kinds",
};
const kindChoices = [
  { value: "", label: "All kinds" },
  ...conversionKinds.map((value) => ({ value, label: kindLabels[value] })),
];
const dayChoices = conversionDays.map((days) => ({ value: String(days), label: `${days} days` }));

const stepLabels: Record<ConversionStep, string> = {
  carts: "Carts",
  checkouts: "Checkouts",
  payPressed: "Pay pressed",
  orders: "Orders",
  kept: "Kept",
};

type Counts = Conversion["all"]["total"];

/** How far carts came, by day and by kind of goods. */
export function ConversionSection() {
  const [days, setDays] = useState<(typeof conversionDays)[number]>(30);
  const [kind, setKind] = useState<ConversionKind | undefined>();
  const conversion = trpc.health.conversion.useQuery(
    { days },
    { refetchInterval: 300_000, placeholderData: (before) => before },
  );
  return (
    <Section title="Conversion">
      <p className={classes.what}>
        Of the carts into which something was put on a day, how many came how far; each cart counts once at
        each step. Kept: neither cancelled nor wholly refunded up to thirty days later. Today is not over.
      </p>
      <div className={classes.filters}>
        <SegmentedControl
          size="xs"
          aria-label="Days"
          data={dayChoices}
          value={String(days)}
          onChange={(value) => setDays(conversionDays.find((each) => String(each) === value) ?? 30)}
        />
        <NativeSelect
          size="xs"
          aria-label="Kind of goods"
          data={kindChoices}
          value={kind ?? ""}
          onChange={(event) => setKind(readOneOf(event.currentTarget.value, conversionKinds))}
        />
        <Button
          component="a"
          href={`/exports/conversion.csv?filter=${encodeURIComponent(JSON.stringify({ days }))}`}
          download
          size="compact-sm"
          variant="default"
        >
          Export conversion
        </Button>
      </div>
      {conversion.isLoadingError && (
        <Problem
          title="The conversion could not be loaded"
          error={conversion.error}
          onRetry={conversion.refetch}
        />
      )}
      {conversion.isLoading && <Skeleton height={240} role="status" aria-label="The conversion is loading" />}
      {conversion.data && <Shown conversion={conversion.data} kind={kind} />}
    </Section>
  );
}

function Shown({ conversion, kind }: { conversion: Conversion; kind: ConversionKind | undefined }) {
  const [Chart, setChart] = useState<ComponentType<FigureChartProps> | null>(null);
  useEffect(() => {
    import("./figure-chart.tsx").then(
      (loaded) => setChart(() => loaded.default),
      () => setChart(null), // the table has all of it
    );
  }, []);
  const series = conversion.kinds.find((each) => each.kind === kind) ?? conversion.all;
  if (series.total.carts === 0)
    return <p className={classes.none}>Nothing was put into a cart in this time</p>;
  const columns: Column<{ day: string; counts: Counts }>[] = [
    { label: "Day", isMain: true, cell: ({ day }) => dayText(day) },
    ...conversionSteps.map((step) => ({
      label: stepLabels[step],
      width: 120,
      isNumber: true,
      cell: ({ counts }: { counts: Counts }) => <Count counts={counts} step={step} />,
    })),
  ];
  const rows = conversion.days.map(({ day }, index) => ({ day, counts: series.days[index] ?? series.total }));
  const shares = rows.map(({ counts: { carts, orders, kept } }) =>
    carts === 0 ? [null, null] : [orders / carts, kept / carts],
  );
  return (
    <>
      <dl className={classes.funnel}>
        {conversionSteps.map((step) => (
          <div key={step}>
            <dt>{stepLabels[step]}</dt>
            <dd data-step={step}>
              <Count counts={series.total} step={step} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.chart} aria-hidden="true">
        {Chart !== null && (
          <Chart
            figure={{
              ...{ name: "payment_success", unit: "share", goal: null, value: null, isMet: null, parts: [] },
              ...{ lines: ["ordered", "kept"], points: shares },
            }}
            times={conversion.days.map(({ startsAt }) => startsAt)}
            timeZone={conversion.timeZone}
            isDay={false}
          />
        )}
      </div>
      <DataTable
        name="Conversion by day"
        columns={columns}
        rows={rows.toReversed()}
        keyOf={({ day }) => day}
      />
    </>
  );
}

/** A count, and which part of the carts it is. */
function Count({ counts, step }: { counts: Counts; step: ConversionStep }) {
  const { carts } = counts;
  return (
    <>
      {writeValue(counts[step], "count")}
      {step !== "carts" && carts > 0 && (
        <span className={classes.rate}>{writeValue(counts[step] / carts, "share")}</span>
      )}
    </>
  );
}
