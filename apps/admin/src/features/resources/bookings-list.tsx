import { Link, useNavigate } from "@tanstack/react-router";
import type { ListedBooking } from "../../server/trpc.ts";
import { shopSpan } from "../../shop-time.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useRowNavigation } from "../../ui/use-row-navigation.ts";

/** Bookings as rows, in the order of their times; null: they are loading. */
export function BookingsList({ rows, timeZone }: { rows: ListedBooking[] | null; timeZone: string }) {
  const navigate = useNavigate();
  const navigation = useRowNavigation({
    count: rows?.length ?? 0,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const { orderNumber: number = null, draftOrder = null } = rows?.[index] ?? {};
      if (number === null && draftOrder !== null)
        void navigate({
          to: "/draft-orders/$draftOrderId",
          params: { draftOrderId: draftOrder.id },
          state: { fromList: true },
        });
      if (number !== null)
        void navigate({ to: "/orders/$number", params: { number }, state: { fromList: true } });
    },
  });
  const columns: Column<ListedBooking>[] = [
    {
      label: "When",
      isMain: true,
      width: 250,
      cell: ({ startsAt, endsAt }) => shopSpan(startsAt, endsAt, timeZone),
    },
    {
      label: "Room or person",
      cell: ({ resource }) => (
        <Link to="/resources/$resourceId" params={{ resourceId: resource.id }}>
          {resource.name}
        </Link>
      ),
    },
    { label: "What", cell: ({ title, quantity }) => (quantity === 1 ? title : `${quantity} × ${title}`) },
    {
      label: "Customer",
      cell: ({ customer: { name, email, phone }, isNoShow }) =>
        [name ?? email ?? "at the checkout", phone, isNoShow && "did not come"].filter(Boolean).join(", "),
    },
    {
      label: "Order",
      width: 120,
      cell: ({ orderNumber, draftOrder, state }) =>
        orderNumber === null && draftOrder !== null ? (
          <Link
            to="/draft-orders/$draftOrderId"
            params={{ draftOrderId: draftOrder.id }}
            state={{ fromList: true }}
          >
            {`${draftOrder.number}, not paid yet`}
          </Link>
        ) : orderNumber === null ? (
          "not paid yet"
        ) : (
          <Link to="/orders/$number" params={{ number: orderNumber }} state={{ fromList: true }}>
            {state === "held" ? `${orderNumber}, not paid yet` : orderNumber}
          </Link>
        ),
    },
  ];
  if (rows?.length === 0)
    return (
      <Empty title="Nothing is booked in these seven days">
        What is held at a checkout stands here, too.
      </Empty>
    );
  return (
    <DataTable
      name="Bookings"
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      placeholders={4}
      navigation={navigation}
    />
  );
}
