import { formatMoney } from "@dualtrack/contract";
import { stateBadges } from "../../order-badges.ts";
import type { ListedOrder } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { PaymentStatus } from "../../ui/payment-status.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";

/** The last few orders; null while they are loading. */
export function LatestOrders({ orders, now }: { orders: ListedOrder[] | null; now: number }) {
  const columns: Column<ListedOrder>[] = [
    {
      label: "Order",
      width: 110,
      isMain: true,
      cell: ({ number }) => <PathLink path={`/orders/${number}`}>{number}</PathLink>,
    },
    { label: "Placed", width: 110, cell: ({ placedAt }) => <Ago at={placedAt} now={now} /> },
    { label: "Customer", cell: ({ name, email }) => name ?? email ?? "Not known" },
    { label: "State", width: 140, cell: ({ state }) => <Status {...stateBadges[state]} /> },
    {
      label: "Payment",
      width: 150,
      cell: ({ paymentState, risks }) => <PaymentStatus paymentState={paymentState} risks={risks} />,
    },
    { label: "Total", width: 110, isNumber: true, cell: ({ toPay }) => formatMoney(toPay) },
  ];
  return (
    <Section title="Latest orders" aside={<PathLink path="/orders">All orders</PathLink>}>
      <DataTable
        name="Latest orders"
        columns={columns}
        rows={orders}
        keyOf={({ number }) => number}
        placeholders={5}
      />
    </Section>
  );
}
