import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import type { HeldVariant } from "../../server/trpc.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import type { StableRow } from "../../ui/use-stable-rows.ts";
import classes from "./reservations.module.css";

type Row = StableRow<HeldVariant>;

/** A variant may be reserved in two currencies if the shop has changed its own. */
export const heldVariantKey = ({ variantId, value }: HeldVariant) => `${variantId} ${value.currency}`;

/** Reserved units by variant, the most first. */
export function HeldByProduct({ rows, now }: { rows: readonly Row[] | null; now: number }) {
  return (
    <DataTable
      name="Held by product"
      columns={columnsAt(now)}
      rows={rows}
      keyOf={({ row }) => heldVariantKey(row)}
      isFaded={({ isEnded }) => isEnded}
    />
  );
}

function columnsAt(now: number): Column<Row>[] {
  return [
    {
      label: "Product",
      isMain: true,
      cell: ({ row }) => (
        <>
          {row.onHand === null ? (
            row.title
          ) : (
            <Link to="/stock/$variantId" params={{ variantId: row.variantId }} className={classes.link}>
              {row.title}
            </Link>
          )}
          <span className={classes.sub}>{row.sku}</span>
        </>
      ),
    },
    { label: "Held", isNumber: true, width: 72, cell: ({ row, isEnded }) => (isEnded ? 0 : row.held) },
    { label: "On hand", isNumber: true, width: 80, cell: ({ row }) => row.onHand ?? "–" },
    { label: "Value", isNumber: true, width: 104, cell: ({ row }) => formatMoney(row.value) },
    {
      label: "First ends in",
      width: 120,
      cell: ({ row, isEnded }) => (isEnded ? "ended" : <Countdown endsAt={row.firstEndsAt} now={now} />),
    },
    {
      label: "By",
      width: 128,
      cell: ({ row, isEnded }) =>
        isEnded ? null : (
          <Link to="/reservations" search={{ variant: row.variantId }} className={classes.link}>
            {row.checkouts === 1 ? "1 checkout" : `${row.checkouts} checkouts`}
          </Link>
        ),
    },
  ];
}
