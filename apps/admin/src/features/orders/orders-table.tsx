import { formatMoney } from "@dualtrack/contract";
import { Skeleton, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { fulfilmentLooks, paymentLooks, stateLooks } from "../../order-words.ts";
import type { ListedOrder } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Provisional } from "../../ui/provisional.tsx";
import { Status } from "../../ui/status.tsx";
import { OrderLink } from "./order-link.tsx";
import classes from "./orders.module.css";
import type { RowWalk } from "./use-row-walk.ts";

interface Column {
  label: string;
  className?: string | undefined;
  cell(order: ListedOrder, now: number): ReactNode;
  /** How wide its placeholder is while loading. */
  skeleton: number;
}

const columns: Column[] = [
  { label: "Order", className: classes.number, cell: (order) => <OrderLink order={order} />, skeleton: 56 },
  {
    label: "Placed",
    className: classes.placed,
    cell: ({ placedAt }, now) => <Ago at={placedAt} now={now} />,
    skeleton: 64,
  },
  {
    label: "Customer",
    cell: ({ name, email }) => <Customer name={name} email={email} />,
    skeleton: 180,
  },
  { label: "Total", className: classes.amount, cell: ({ total }) => formatMoney(total), skeleton: 56 },
  {
    label: "State",
    className: classes.state,
    cell: ({ state, isProvisional }) => (
      <>
        <Status {...stateLooks[state]} />
        {isProvisional && <Provisional wordClassName={classes.provisionalWord} />}
      </>
    ),
    skeleton: 88,
  },
  {
    label: "Payment",
    className: classes.payment,
    cell: ({ paymentState }) => <Status {...paymentLooks[paymentState]} />,
    skeleton: 72,
  },
  {
    label: "Fulfilment",
    className: classes.fulfilment,
    cell: ({ fulfilmentState }) => <Status {...fulfilmentLooks[fulfilmentState]} />,
    skeleton: 88,
  },
];

/** The orders on a wide screen, one line each. */
export function OrdersTable({ orders, walk, now }: { orders: ListedOrder[]; walk: RowWalk; now: number }) {
  return (
    <OrdersFrame>
      {orders.map((order, index) => (
        <Table.Tr key={order.number} className={classes.row ?? ""} {...walk.rowProps(index)}>
          {columns.map(({ label, className, cell }) => (
            <Table.Td key={label} className={className ?? ""}>
              {cell(order, now)}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </OrdersFrame>
  );
}

/** The same table before its rows are there, so that nothing moves when they come. */
export function OrdersTableSkeleton({ rows }: { rows: number }) {
  return (
    <OrdersFrame>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <Table.Tr key={key}>
          {columns.map(({ label, className, skeleton }) => (
            <Table.Td key={label} className={className ?? ""}>
              <Skeleton height={10} width={skeleton} display="inline-block" />
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </OrdersFrame>
  );
}

function OrdersFrame({ children }: { children: ReactNode }) {
  return (
    <Table stickyHeader horizontalSpacing={10} className={classes.table ?? ""}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ label, className }) => (
            <Table.Th key={label} className={className ?? ""} scope="col">
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

function Customer({ name, email }: { name: string | null; email: string | null }) {
  const both = [name, email].filter(Boolean).join(", ");
  return (
    <span className={classes.clip} title={both}>
      {name ?? email ?? "Not known"}
      {name && email && <span className={classes.email}>{email}</span>}
    </span>
  );
}
