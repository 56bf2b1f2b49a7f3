import { Checkbox, Skeleton } from "@mantine/core";
import type { ListedOrder } from "../../server/trpc.ts";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { type ColumnId, columnOf } from "./columns.tsx";
import { OrderLink } from "./order-link.tsx";
import classes from "./orders.module.css";
import type { Selection } from "./use-selection.ts";

interface OrdersCardsProps {
  orders: ListedOrder[];
  columns: readonly ColumnId[];
  navigation: RowNavigation;
  selection: Selection;
  now: number;
}

/** Columns that need no label to be understood. */
const plain: readonly ColumnId[] = ["state", "payment", "fulfilment", "country", "attention"];
/** Columns with a place in a card's first two lines; the others follow below. */
const places: readonly ColumnId[] = ["total", "customer", "placed"];

/** The orders on a phone: three short lines each. */
export function OrdersCards({ orders, columns, navigation, selection, now }: OrdersCardsProps) {
  const cellOf = (id: ColumnId, order: ListedOrder) => columns.includes(id) && columnOf(id).cell(order, now);
  const { list, rows, measured } = useRowWindow<HTMLUListElement>({
    count: orders.length,
    rowHeight: 92,
    current: navigation.current,
  });
  return (
    <ul ref={list} className={classes.cards}>
      {rows.map((place) => {
        if ("gap" in place) return <li key={place.key} aria-hidden="true" style={{ height: place.gap }} />;
        const { index } = place;
        const order = orders[index];
        if (order === undefined) return null;
        return (
          <li
            key={order.number}
            className={classes.card}
            aria-setsize={orders.length}
            aria-posinset={index + 1}
            {...measured(index)}
            {...navigation.rowProps(index)}
          >
            <span className={classes.cardNumber}>
              <span className={classes.cardPick} data-pick>
                <Checkbox size="xs" {...selection.boxProps(index)} />
              </span>
              <OrderLink order={order} />
            </span>
            <span className={classes.figure}>{cellOf("total", order)}</span>
            {cellOf("customer", order)}
            <span className={classes.cardTime}>{cellOf("placed", order)}</span>
            <span className={classes.cardStates}>
              {columns
                .filter((id) => !places.includes(id))
                .map((id) => ({ id, label: columnOf(id).label, value: cellOf(id, order) }))
                .filter(({ value }) => value !== null && value !== "" && value !== false)
                .map(({ id, label, value }) => (
                  <span key={id}>
                    {plain.includes(id) ? null : <span className={classes.cardLabel}>{label} </span>}
                    {value}
                  </span>
                ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A card's height does not depend on its columns: these matter to the table alone. */
export function OrdersCardsSkeleton({ rows }: { rows: number; columns: readonly ColumnId[] }) {
  return (
    <ul className={classes.cards}>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <li key={key} className={classes.card}>
          <Skeleton height={12} width={64} my={5} />
          <Skeleton height={12} width={56} my={5} ml="auto" />
          <Skeleton height={12} width={140} my={5} />
          <Skeleton height={12} width={48} my={5} ml="auto" />
          <Skeleton height={12} width={260} my={5} className={classes.cardStates ?? ""} />
        </li>
      ))}
    </ul>
  );
}
