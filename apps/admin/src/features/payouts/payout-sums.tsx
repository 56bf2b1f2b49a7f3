import { formatMoney, type Money } from "@dualtrack/contract";
import { sumBadge } from "../../payout-texts.ts";
import type { Payout } from "../../server/trpc.ts";
import { Status } from "../../ui/status.tsx";
import classes from "./payouts.module.css";

/** How a payout adds up, from what was charged to what arrives. */
export function PayoutSums({ payout }: { payout: Payout }) {
  const { sums, amount, isAutomatic } = payout;
  if (sums === null)
    return (
      <p className={classes.dim}>
        {isAutomatic
          ? "Stripe has not listed yet what it consists of. The shop asks again each hour."
          : "It was made by hand, so Stripe does not say which transactions it consists of."}
      </p>
    );
  const { currency } = amount;
  const rows: [label: string, sum: Money][] = [
    ["Payments", sums.charges],
    ["Refunds", sums.refunds],
    ["Disputes", sums.disputes],
    ["Other", sums.others],
    ["Fees", { amount: sums.fees.amount === 0 ? 0 : -sums.fees.amount, currency }],
  ];
  const difference = amount.amount - sums.net.amount;
  return (
    <>
      <dl className={classes.sums}>
        {rows
          .filter(([label, sum]) => sum.amount !== 0 || label === "Payments" || label === "Fees")
          .map(([label, sum]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{formatMoney(sum)}</dd>
            </div>
          ))}
        {difference !== 0 && (
          <div className={classes.bad}>
            <dt>Unexplained</dt>
            <dd>{formatMoney({ amount: difference, currency })}</dd>
          </div>
        )}
        <div className={classes.total}>
          <dt>Arrives at the bank</dt>
          <dd>{formatMoney(amount)}</dd>
        </div>
      </dl>
      <p className={classes.verdict}>
        <Status {...sumBadge(payout)} />
        {sums.unmatched > 0 && (
          <span>
            {sums.unmatched === 1 ? "1 transaction is" : `${sums.unmatched} transactions are`} not in the
            books: {formatMoney(sums.unmatchedNet)}.
          </span>
        )}
      </p>
    </>
  );
}
