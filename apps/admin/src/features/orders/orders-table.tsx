import { Checkbox, Skeleton, Table } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import type { ListedOrder } from "../../server/trpc.ts";
import { RowGap } from "../../ui/row-gap.tsx";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { type Column, type ColumnId, columnOf } from "./columns.tsx";
import { OrderLink } from "./order-link.tsx";
import classes from "./orders.module.css";
import type { Selection } from "./use-selection.ts";

interface OrdersTableProps {
  orders: ListedOrder[];
  columns: readonly ColumnId[];
  navigation: RowNavigation;
  selection: Selection;
  now: number;
}

/** The orders on a wide screen, one line each. */
export function OrdersTable({ orders, columns, navigation, selection, now }: OrdersTableProps) {
  const shown = columns.map(columnOf);
  const { list, rows, measured } = useRowWindow<HTMLTableSectionElement>({
    count: orders.length,
    rowHeight: 33,
    current: navigation.current,
  });
  return (
    <OrdersFrame
      columns={shown}
      rowCount={orders.length}
      list={list}
      pickAll={
        <Checkbox
          size="xs"
          aria-label="Select all orders shown"
          checked={selection.isAll}
          indeterminate={selection.selected.length > 0 && !selection.isAll}
          onChange={selection.toggleAll}
        />
      }
    >
      {rows.map((place) => {
        if ("gap" in place) return <RowGap key={place.key} height={place.gap} />;
        const { index } = place;
        const order = orders[index];
        if (order === undefined) return null;
        return (
          <Table.Tr
            key={order.number}
            className={classes.row ?? ""}
            aria-rowindex={index + 2}
            {...measured(index)}
            {...navigation.rowProps(index)}
          >
            <Table.Td className={classes.pick ?? ""} data-pick>
              <Checkbox size="xs" {...selection.boxProps(index)} />
            </Table.Td>
            <Table.Td className={classes.number ?? ""}>
              <OrderLink order={order} />
            </Table.Td>
            {shown.map(({ id, className, cell }) => (
              <Table.Td key={id} className={className ?? ""}>
                {cell(order, now)}
              </Table.Td>
            ))}
          </Table.Tr>
        );
      })}
    </OrdersFrame>
  );
}

/** The table before its rows are loaded: nothing moves when they arrive. */
export function OrdersTableSkeleton({ rows, columns }: { rows: number; columns: readonly ColumnId[] }) {
  const shown = columns.map(columnOf);
  return (
    <OrdersFrame columns={shown}>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <Table.Tr key={key}>
          <Table.Td />
          <Table.Td>
            <Skeleton height={10} width={56} display="inline-block" />
          </Table.Td>
          {shown.map(({ id, className, skeleton }) => (
            <Table.Td key={id} className={className ?? ""}>
              <Skeleton height={10} width={skeleton} display="inline-block" />
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </OrdersFrame>
  );
}

/** With more columns than this, the table scrolls sideways on a small screen. */
const roomFor = 900;
/** The least width of a column without a width of its own, in pixels. */
const widthAtLeast = 160;
const pickAndNumber = 40 + 112;

function OrdersFrame({
  columns,
  rowCount,
  list,
  pickAll,
  children,
}: {
  columns: Column[];
  rowCount?: number;
  list?: Ref<HTMLTableSectionElement>;
  pickAll?: ReactNode;
  children: ReactNode;
}) {
  const width = columns.reduce((sum, column) => sum + (column.width ?? widthAtLeast), pickAndNumber);
  const isWide = width > roomFor;
  return (
    <div className={isWide ? classes.sideways : undefined}>
      <Table
        stickyHeader={!isWide}
        horizontalSpacing={8}
        miw={width}
        aria-rowcount={rowCount === undefined ? -1 : rowCount + 1}
        className={classes.table ?? ""}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            <Table.Th className={classes.pick ?? ""}>{pickAll ?? null}</Table.Th>
            <Table.Th className={classes.number ?? ""} scope="col">
              Order
            </Table.Th>
            {columns.map(({ id, label, className, width: own }) => (
              <Table.Th key={id} className={className ?? ""} w={own ?? undefined} scope="col">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...(list ? { ref: list } : {})}>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
