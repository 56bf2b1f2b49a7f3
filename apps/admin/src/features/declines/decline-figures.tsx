import { type DeclinePeriod, declinePeriods, formatMoney } from "@dualtrack/contract";
import { SegmentedControl } from "@mantine/core";
import { many } from "../../decline-source-texts.ts";
import { readOneOf } from "../../search-params.ts";
import type { DeclineFigures as Figures } from "../../server/trpc.ts";
import { type Figure, FiguresBar } from "../../ui/figures-bar.tsx";
import { usualPeriod } from "./decline-search.ts";

export const periodLabels: Record<DeclinePeriod, string> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

/** The figures of the period's payments. Each says on hover what it counts. */
export function DeclineFigures({
  figures,
  isStale,
  period,
  onChange,
}: {
  figures: Figures | undefined;
  isStale: boolean;
  period: DeclinePeriod;
  onChange: (period: DeclinePeriod) => void;
}) {
  return (
    <FiguresBar
      figures={figuresOf(figures, periodLabels[period])}
      isLoading={figures === undefined}
      isStale={isStale}
    >
      <SegmentedControl
        size="xs"
        aria-label="Period"
        data={declinePeriods.map((value) => ({ value, label: periodLabels[value] }))}
        value={period}
        onChange={(value) => onChange(readOneOf(value, declinePeriods) ?? usualPeriod)}
      />
    </FiguresBar>
  );
}

function figuresOf(figures: Figures | undefined, period: string): Figure[] {
  const { failures = 0, attempts = 0, payments = 0, failedPayments = 0, unpaidPayments = 0 } = figures ?? {};
  const lost = (figures?.unpaidAmounts ?? []).map((money) => formatMoney(money)).join(" + ");
  return [
    {
      label: "Declined attempts",
      value: failures.toLocaleString("en-IE"),
      sub: `of ${many(attempts, "attempt", "attempts")} in all`,
      definition: `Attempts to pay that a bank, a network or Stripe declined in the last ${period}. All attempts: these, and the payments that became orders.`,
    },
    {
      label: "Failed at least once",
      value: percent(figures?.failedRate ?? null),
      sub: `${failedPayments} of ${many(payments, "payment", "payments")}`,
      definition: `Of all payments that were tried in the last ${period}, those with at least one declined attempt. A payment is one checkout, however many cards were tried.`,
    },
    {
      label: "Never succeeded",
      value: percent(figures?.unpaidRate ?? null),
      sub: `${unpaidPayments} of ${many(payments, "payment", "payments")}`,
      definition: `Of all payments that were tried in the last ${period}, those that failed and have not succeeded since.`,
    },
    {
      label: "Not paid",
      value: lost === "" ? "nothing" : lost,
      sub: "what these would have brought",
      definition: "The amounts of the payments that failed and have not succeeded since, each counted once.",
    },
  ];
}

function percent(rate: number | null): string {
  if (rate === null) return "–";
  return rate > 0 && rate < 0.01 ? "under 1 %" : `${Math.round(rate * 100)} %`;
}
