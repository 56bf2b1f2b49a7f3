import { formatMoney } from "@dualtrack/contract";
import { Skeleton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import type { Figures } from "../../server/trpc.ts";
import { conversionOf, difference, moneyDifference, weekdayIn } from "./comparison.ts";
import classes from "./home.module.css";

type Period = Figures["today"];

/** One of the amounts of the figures, in minor units; null if there is none. */
type AmountOf = (amounts: Period["base"]) => number | null;

const revenueOf: AmountOf = ({ revenue }) => revenue;
const averageOf: AmountOf = ({ average }) => average;
const refundedOf: AmountOf = ({ refunded }) => refunded;
const takenOf: AmountOf = ({ disputed, lost, disputeFees }) => disputed + lost + disputeFees;
const netOf: AmountOf = ({ net }) => net;

interface Figure {
  label: string;
  /** What exactly is counted, on hover and for screen readers. */
  definition: string;
  /** Null where the figure has none. */
  value(period: Period): ReactNode;
  /** The text before "yesterday"; null if there is nothing to compare with. */
  compare(today: Period, before: Period): string | null;
}

const figures: Figure[] = [
  {
    label: "Orders",
    definition: "Orders that were paid for today, or confirmed with nothing to pay",
    value: ({ orders }) => orders,
    compare: (today, before) => difference(today.orders, before.orders, String),
  },
  {
    label: "Revenue",
    definition: "What was charged for these orders, with shipping; refunds are not taken off",
    value: (period) => inAllCurrencies(period, revenueOf),
    compare: (today, before) => compareSums(today, before, revenueOf),
  },
  {
    label: "Average order",
    definition: "Revenue divided by orders",
    value: (period) => inAllCurrencies(period, averageOf),
    compare: (today, before) => compareSums(today, before, averageOf),
  },
  {
    label: "Conversion",
    definition: "Of the checkouts begun today, how many became orders",
    value({ checkouts }) {
      const percent = conversionOf(checkouts);
      return percent === null ? null : `${percent} %`;
    },
    compare(today, before) {
      const [now, then] = [conversionOf(today.checkouts), conversionOf(before.checkouts)];
      return now === null || then === null ? null : difference(now, then, (points) => `${points} points`);
    },
  },
  {
    label: "Refunds",
    definition: "Refunds decided today, whenever their orders were; failed ones don't count",
    value: (period) => inAllCurrencies(period, refundedOf),
    compare: (today, before) => compareSums(today, before, refundedOf),
  },
  {
    label: "Taken by banks",
    definition:
      "Disputes opened today and not decided, disputes lost today, and the fees of all of today's, also of won ones; inquiries don't count",
    value: (period) => inAllCurrencies(period, takenOf),
    compare: (today, before) => compareSums(today, before, takenOf),
  },
  {
    label: "Net revenue",
    definition: "Revenue without today's refunds and what banks have taken",
    value: (period) => inAllCurrencies(period, netOf),
    compare: (today, before) => compareSums(today, before, netOf),
  },
];

/** Today's figures so far, each beside those of yesterday and of a week ago, until the same time of day. */
export function FiguresList({ figures: all }: { figures: Figures }) {
  const { today, yesterday, lastWeek, timeZone, now } = all;
  const lastWeekday = `last ${weekdayIn(timeZone, now)}`;
  return (
    <dl className={classes.figures} aria-label="Today so far">
      {figures.map(({ label, definition, value, compare }) => (
        <div key={label} className={classes.figure} title={definition}>
          <dt className={classes.figureLabel}>
            {label}
            <VisuallyHidden>: {definition}</VisuallyHidden>
          </dt>
          <dd className={classes.figureValue}>{value(today) ?? "None yet"}</dd>
          <dd className={classes.comparison}>{sentence(compare(today, yesterday), "yesterday")}</dd>
          <dd className={classes.comparison}>{sentence(compare(today, lastWeek), lastWeekday)}</dd>
        </div>
      ))}
    </dl>
  );
}

function sentence(comparison: string | null, day: string): string {
  return comparison === null ? `none ${day}` : `${comparison} ${day}`;
}

/**
 * The sum in the base currency. Where other currencies have a part in it, what was charged in each; and what has no rate for the base
 * currency, so that it is not in the sum.
 */
function inAllCurrencies(period: Period, amountOf: AmountOf): ReactNode {
  const [own, ...others] = period.money;
  const sum = amountOf(period.base);
  if (own === undefined) return null;
  const write = (currency: string, amount: number | null) =>
    amount === null || amount === 0 ? [] : [formatMoney({ amount, currency })];
  const charged = period.money.flatMap((money) => write(money.currency, amountOf(money)));
  const isMixed = others.some((money) => (amountOf(money) ?? 0) !== 0);
  // Averages don't add up to anything.
  const apart = (amountOf === averageOf ? [] : others).flatMap(({ currency, withoutRate }) =>
    write(currency, amountOf(withoutRate)),
  );
  return (
    <>
      {sum === null ? "None yet" : formatMoney({ amount: sum, currency: own.currency })}
      {isMixed && <span className={classes.charged}>as charged {charged.join(", ")}</span>}
      {apart.length > 0 && (
        <span className={classes.charged}>
          without {apart.join(", ")}: no rate to {own.currency.toUpperCase()}
        </span>
      )}
    </>
  );
}

/** In the base currency. */
function compareSums(today: Period, before: Period, amountOf: AmountOf): string | null {
  const currency = today.money[0]?.currency;
  const [amount, amountBefore] = [amountOf(today.base), amountOf(before.base)];
  if (currency === undefined || amount === null || amountBefore === null) return null;
  return moneyDifference({ amount, currency }, { amount: amountBefore, currency });
}

export function FiguresSkeleton() {
  return (
    <div className={classes.figures} aria-busy="true">
      {figures.map(({ label }) => (
        <div key={label} className={classes.figure}>
          <div className={classes.figureLabel}>{label}</div>
          <Skeleton height={20} width={72} my={5} />
          <Skeleton height={10} width={110} my={5} />
          <Skeleton height={10} width={110} my={5} />
        </div>
      ))}
    </div>
  );
}
