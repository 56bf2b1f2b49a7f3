import { formatMoney } from "@dualtrack/contract";
import { syncResultLabel } from "../../labels.ts";
import type { SyncItem } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import { PaymentName } from "./payment-name.tsx";
import { itemBadges } from "./sync-badges.ts";

const columns: Column<SyncItem>[] = [
  { label: "Payment", isMain: true, width: 120, cell: (item) => <PaymentName {...item} /> },
  { label: "Customer", width: 210, cell: ({ email }) => email ?? "Not known" },
  { label: "Total", isNumber: true, width: 100, cell: ({ total }) => formatMoney(total) },
  { label: "Result", width: 110, cell: ({ state }) => <Status {...itemBadges[state]} /> },
  { label: "Reason", cell: ({ result }) => result && syncResultLabel(result) },
];

/** The result of each payment of a run. Null while it is loading. */
export function RunResults({ items }: { items: SyncItem[] | null }) {
  return <DataTable name="Results" columns={columns} rows={items} keyOf={({ checkoutId }) => checkoutId} />;
}
