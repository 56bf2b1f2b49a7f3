import { formatMoney } from "@dualtrack/contract";
import type { UnknownPayment } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";

const stateLabels: Record<UnknownPayment["state"], string> = {
  open: "To be decided",
  restored: "Order restored",
  refunded: "Refunded",
  ignored: "Not ours",
};

/** Payments whose orders were restored, and those that staff have decided about. */
export function DecidedTable({ payments, now }: { payments: UnknownPayment[]; now: number }) {
  const columns: Column<UnknownPayment>[] = [
    {
      label: "Order",
      isMain: true,
      width: 110,
      cell: ({ order, paymentIntentId }) =>
        order === null ? (
          <CopyId id={paymentIntentId} />
        ) : order.isMade ? (
          <PathLink path={`/orders/${order.number}`}>{order.number}</PathLink>
        ) : (
          order.number
        ),
    },
    { label: "Paid", width: 110, cell: ({ paidAt }) => <Ago at={paidAt} now={now} /> },
    {
      label: "Customer",
      cell: ({ customer: { name, email } }) => [name, email].filter(Boolean).join(", ") || "not known",
    },
    { label: "Amount", isNumber: true, width: 110, cell: ({ amount }) => formatMoney(amount) },
    {
      label: "What became of it",
      width: 220,
      cell: ({ state, decided }) => `${stateLabels[state]} by ${decided?.by ?? "the shop itself"}`,
    },
    {
      label: "When",
      width: 110,
      cell: ({ decided }) => (decided === null ? "" : <Ago at={decided.at} now={now} />),
    },
  ];
  return (
    <DataTable
      name="What was lost and is dealt with"
      columns={columns}
      rows={payments}
      keyOf={({ paymentIntentId }) => paymentIntentId}
    />
  );
}
