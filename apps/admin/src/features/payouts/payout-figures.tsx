import { formatMoney } from "@dualtrack/contract";
import { SegmentedControl } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import type { PayoutFigures as Figures } from "../../server/trpc.ts";
import { type Figure, FiguresBar } from "../../ui/figures-bar.tsx";

const periods = ["7", "30", "90"] as const;
export type FiguresPeriod = (typeof periods)[number];

/** What came in and went out at Stripe, and arrived at the bank, in the last days. */
export function PayoutFigures({
  figures,
  isStale,
  days,
  onChange,
}: {
  figures: Figures | undefined;
  isStale: boolean;
  days: FiguresPeriod;
  onChange: (days: FiguresPeriod) => void;
}) {
  return (
    <FiguresBar figures={figuresOf(figures, days)} isLoading={figures === undefined} isStale={isStale}>
      <SegmentedControl
        size="xs"
        aria-label="Period"
        data={periods.map((value) => ({ value, label: `${value} days` }))}
        value={days}
        onChange={(value) => onChange(readOneOf(value, periods) ?? "30")}
      />
    </FiguresBar>
  );
}

type Sums = Figures["money"][number];

function figuresOf(figures: Figures | undefined, days: string): Figure[] {
  const money = figures?.money ?? [];
  const all = (read: (sums: Sums) => number) =>
    money
      .filter((sums) => read(sums) !== 0)
      .map((sums) => formatMoney({ amount: read(sums), currency: sums.currency }))
      .join(" + ") || "nothing";
  const period = `in the last ${days} days`;
  return [
    {
      label: "Charged",
      value: all(({ charges }) => charges),
      sub: "before fees",
      definition: `What payments brought to Stripe’s balance ${period}, in the currencies of the account.`,
    },
    {
      label: "Refunds, disputes",
      value: all(({ refunds, disputes }) => refunds + disputes),
      sub: "taken from the balance",
      definition: `What refunds and disputes took from Stripe’s balance ${period}, less what came back.`,
    },
    {
      label: "Stripe’s fees",
      value: all(({ fees, others }) => fees - Math.min(0, others)),
      sub: shareText(money),
      definition: `The fees of payments and disputes ${period}, and what Stripe charged otherwise.`,
    },
    {
      label: "Arrived at the bank",
      value: all(({ arrived }) => arrived),
      sub: `on its way: ${all(({ underway }) => underway)}`,
      definition: `Payouts whose day of arrival was ${period}. Not those that the bank sent back.`,
    },
  ];
}

/** The share of fees, where there is one currency. */
function shareText(money: readonly Sums[]): string {
  const [only, ...others] = money.filter(({ charges }) => charges > 0);
  if (only === undefined || others.length > 0) return "of what was charged";
  return `${((only.fees / only.charges) * 100).toFixed(2)} % of what was charged`;
}
