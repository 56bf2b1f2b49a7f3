import { Link } from "@tanstack/react-router";
import type { StockLevel } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./stock.module.css";
import { levelBadges } from "./stock-labels.ts";

const columns: Column<StockLevel>[] = [
  {
    label: "Product",
    isMain: true,
    cell: ({ variantId, title, artist, isArchived }) => (
      <>
        <Link to="/stock/$variantId" params={{ variantId }} className={classes.link}>
          {title}
        </Link>
        <span className={classes.beside}>
          {artist}
          {isArchived && ", no longer offered"}
        </span>
      </>
    ),
  },
  { label: "SKU", width: 208, cell: ({ sku }) => <span className={classes.sku}>{sku}</span> },
  { label: "On hand", isNumber: true, width: 88, cell: ({ onHand }) => onHand },
  {
    label: "Held",
    isNumber: true,
    width: 72,
    cell: ({ held, variantId }) =>
      held === 0 ? (
        0
      ) : (
        <Link
          to="/reservations"
          search={{ variant: variantId }}
          className={classes.link}
          title="See who has reserved them"
        >
          {held}
        </Link>
      ),
  },
  { label: "Free", isNumber: true, width: 72, cell: ({ free }) => <strong>{free}</strong> },
  { label: "Low from", isNumber: true, width: 88, cell: ({ threshold }) => threshold },
  { label: "Status", width: 112, cell: ({ level }) => <Status {...levelBadges[level]} /> },
];

/** Every variant with its stock; null while it is loading. */
export function StockTable({ rows, isStale }: { rows: StockLevel[] | null; isStale: boolean }) {
  return (
    <DataTable
      name="Stock"
      columns={columns}
      rows={rows}
      keyOf={({ variantId }) => variantId}
      isStale={isStale}
    />
  );
}
