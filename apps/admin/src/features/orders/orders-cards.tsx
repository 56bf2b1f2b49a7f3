import { formatMoney } from "@dualtrack/contract";
import { Skeleton } from "@mantine/core";
import { fulfilmentLooks, paymentLooks, stateLooks } from "../../order-words.ts";
import type { ListedOrder } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Provisional } from "../../ui/provisional.tsx";
import { Status } from "../../ui/status.tsx";
import { OrderLink } from "./order-link.tsx";
import classes from "./orders.module.css";
import type { RowWalk } from "./use-row-walk.ts";

/** The orders on a phone: three short lines each. */
export function OrdersCards({ orders, walk, now }: { orders: ListedOrder[]; walk: RowWalk; now: number }) {
  return (
    <ul className={classes.cards}>
      {orders.map((order, index) => (
        <li key={order.number} className={classes.card} {...walk.rowProps(index)}>
          <span className={classes.number}>
            <OrderLink order={order} />
          </span>
          <span className={classes.amount}>{formatMoney(order.total)}</span>
          <span className={classes.clip} title={order.email ?? ""}>
            {order.name ?? order.email ?? "Not known"}
          </span>
          <Ago at={order.placedAt} now={now} className={classes.cardTime} />
          <span className={classes.cardStates}>
            <span>
              <Status {...stateLooks[order.state]} />
              {order.isProvisional && <Provisional wordClassName={classes.provisionalWord} />}
            </span>
            <Status {...paymentLooks[order.paymentState]} />
            <Status {...fulfilmentLooks[order.fulfilmentState]} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function OrdersCardsSkeleton({ rows }: { rows: number }) {
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
