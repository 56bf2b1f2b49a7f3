import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { dayOfArrival, payoutBadges, sumBadge } from "../../payout-texts.ts";
import type { Payout } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./payouts.module.css";

const columns: Column<Payout>[] = [
  {
    label: "Arrives",
    isMain: true,
    width: 130,
    cell: (payout) => (
      <Link to="/payouts/$payoutId" params={{ payoutId: payout.id }}>
        {dayOfArrival(payout)}
      </Link>
    ),
  },
  {
    label: "State",
    width: 200,
    cell: ({ state, failure }) => (
      <span>
        <Status {...payoutBadges[state]} />
        {failure !== null && <span className={classes.sub}>{failure.message ?? failure.code}</span>}
      </span>
    ),
  },
  { label: "Gross", isNumber: true, cell: ({ sums }) => (sums === null ? "–" : formatMoney(sums.charges)) },
  { label: "Fees", isNumber: true, cell: ({ sums }) => (sums === null ? "–" : less(sums.fees)) },
  { label: "Refunds", isNumber: true, cell: ({ sums }) => (sums === null ? "–" : formatMoney(sums.refunds)) },
  {
    label: "Disputes",
    isNumber: true,
    cell: ({ sums }) => (sums === null ? "–" : formatMoney(sums.disputes)),
  },
  { label: "Arrives at the bank", isNumber: true, width: 150, cell: ({ amount }) => formatMoney(amount) },
  { label: "Sum", width: 160, cell: (payout) => <Status {...sumBadge(payout)} /> },
];

/** Payouts, one a row, with what they consist of. Null while they are loading. */
export function PayoutTable({ rows, isStale }: { rows: Payout[] | null; isStale: boolean }) {
  return <DataTable name="Payouts" columns={columns} rows={rows} keyOf={({ id }) => id} isStale={isStale} />;
}

/** A fee is taken away. */
function less({ amount, currency }: { amount: number; currency: string }): string {
  return formatMoney({ amount: amount === 0 ? 0 : -amount, currency });
}
