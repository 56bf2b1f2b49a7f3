import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { bankBadge, fulfilmentBadges, stateBadges } from "../../order-badges.ts";
import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { PaymentStatus } from "../../ui/payment-status.tsx";
import { Provisional } from "../../ui/provisional.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** The order's number and its badges. */
export function OrderHeader({ order, now }: { order: OrderView; now: number }) {
  return (
    <div className={classes.headline}>
      <Title order={1}>{order.number}</Title>
      <div className={classes.states}>
        <span>
          <Status {...(order.bank ? bankBadge : stateBadges[order.state])} />
          {order.isProvisional && !order.bank && <Provisional />}
        </span>
        <PaymentStatus paymentState={order.paymentState} risks={order.risks} />
        <Status {...fulfilmentBadges[order.fulfilmentState]} />
      </div>
      <span className={classes.dim}>
        Placed <Ago at={order.placedAt} now={now} />
        {order.confirmedAt !== null && (
          <>
            , confirmed <Ago at={order.confirmedAt} now={now} />
          </>
        )}
        {order.draftOrder !== null && (
          <>
            , by the link of{" "}
            <Link to="/draft-orders/$draftOrderId" params={{ draftOrderId: order.draftOrder.id }}>
              draft order {order.draftOrder.number}
            </Link>
            , sent by {order.draftOrder.sentBy}
          </>
        )}
      </span>
    </div>
  );
}
