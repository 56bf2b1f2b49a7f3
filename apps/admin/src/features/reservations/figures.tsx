import { formatMoney, type ReservationPeriod, reservationPeriods } from "@dualtrack/contract";
import { SegmentedControl } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import { type ReservationFigures, trpc } from "../../server/trpc.ts";
import { type Figure, FiguresBar } from "../../ui/figures-bar.tsx";
import { Problem } from "../../ui/problem.tsx";

const periodLabels: Record<ReservationPeriod, string> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

/** The figures of reservations: now, and over a period. Each figure says on hover what it counts. */
export function Figures({
  period,
  onChange,
}: {
  period: ReservationPeriod;
  onChange: (period: ReservationPeriod) => void;
}) {
  const figures = trpc.reservations.figures.useQuery(
    { period },
    { refetchInterval: 15_000, placeholderData: (before) => before },
  );
  return (
    <>
      {figures.isLoadingError && (
        <Problem title="The figures could not be loaded" error={figures.error} onRetry={figures.refetch} />
      )}
      <FiguresBar
        figures={figures.isLoadingError ? [] : figuresOf(figures.data, periodLabels[period])}
        isLoading={figures.data === undefined}
        isStale={figures.isPlaceholderData}
      >
        <SegmentedControl
          size="xs"
          aria-label="Period of the figures"
          data={reservationPeriods.map((value) => ({ value, label: periodLabels[value] }))}
          value={period}
          onChange={(value) => onChange(readOneOf(value, reservationPeriods) ?? "24h")}
        />
      </FiguresBar>
    </>
  );
}

function figuresOf(figures: ReservationFigures | undefined, period: string): Figure[] {
  const {
    held,
    ended = 0,
    expired = 0,
    ordered = 0,
    expiryRate = null,
    conversionRate = null,
  } = figures ?? {};
  const ofEnded = (count: number) => (ended === 0 ? "none ended" : `${count} of ${ended} that ended`);
  return [
    {
      label: "Held now",
      value: held?.units === 1 ? "1 unit" : `${held?.units ?? 0} units`,
      sub: held?.checkouts === 1 ? "by 1 checkout" : `by ${held?.checkouts ?? 0} checkouts`,
      definition:
        "Units, and places of booked time, that are reserved for customers at the checkout now. Nobody else can buy them.",
    },
    {
      label: "Value held",
      value: held?.values.map((value) => formatMoney(value)).join(" + ") || "nothing",
      sub: "without shipping",
      definition: "What the held goods cost at the prices that their customers were shown, without shipping.",
    },
    {
      label: "Expired",
      value: percent(expiryRate),
      sub: ofEnded(expired),
      definition: `Expiry rate: of all reservations that ended in the last ${period}, those whose time ran out before they were paid. All that one checkout reserves counts as one.`,
    },
    {
      label: "Became orders",
      value: percent(conversionRate),
      sub: ofEnded(ordered),
      definition: `Conversion: of all reservations that ended in the last ${period}, those that were paid and sold. The others expired, or were released by their customer, by staff, or as Stripe opened no payment.`,
    },
  ];
}

function percent(rate: number | null): string {
  return rate === null ? "–" : `${Math.round(rate * 100)} %`;
}
