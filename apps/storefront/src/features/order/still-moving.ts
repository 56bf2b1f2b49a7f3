import type { OrderView } from "../../server/trpc.ts";

type Motion = Pick<OrderView, "state" | "paymentState" | "canRetryPayment" | "refunds">;

/**
 * Whether news may come some day: a parcel that leaves or arrives, late money, a clerk who cancels. That is no reason to
 * keep a line open: a page that somebody looks at asks now and then instead.
 */
export function isWorthPolling(order: Motion): boolean {
  return (order.state === "confirmed" || order.state === "failed") && !isStillMoving(order);
}

/** Whether news of this order may come by itself: of its payment, of a payment that goes back, of a refund. */
export function isStillMoving({ state, paymentState, canRetryPayment, refunds }: Motion): boolean {
  if (refunds.some((refund) => refund.state === "requested" || refund.state === "on_its_way")) return true;
  if (state === "cancelled") return paymentState === "paid" || paymentState === "partially_refunded";
  return state === "processing" || canRetryPayment;
}
