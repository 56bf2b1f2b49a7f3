import { formatMoney } from "@dualtrack/contract";
import type { OrderRefund, OrderView } from "../../server/trpc.ts";
import { isFailedRefund, payerName } from "./order-facts.ts";

/**
 * The notice about the last action, from the order's latest state; null once it is no longer true and the page says
 * what is.
 */
export type OrderNotice = (order: OrderView) => string | null;

const onItsWay: Record<OrderRefund["state"], string | null> = {
  requested: "on its way to Stripe",
  pending: "on its way to the customer's bank",
  requires_action: "waiting for the customer",
  succeeded: "sent; banks take 5 to 10 days to show it",
  failed: null,
  canceled: null,
};

/** The current state of the refund with that id. `before` is a text that stays true whatever happens to the refund. */
export function refundNotice(refundId: string, before = ""): OrderNotice {
  return (order) => {
    const refund = order.refunds.find(({ id }) => id === refundId);
    if (refund === undefined) return before === "" ? "The refund is on its way to Stripe." : before;
    if (isFailedRefund(refund)) return before === "" ? null : before;
    const sum = `${formatMoney(refund.amount)} to ${payerName(order.payment)}: ${onItsWay[refund.state]}.`;
    return before === "" ? sum : `${before} ${sum}`;
  };
}
