import type { OrderView } from "../../server/trpc.ts";

type ChangingOrder = Pick<OrderView, "state" | "paymentState" | "canRetryPayment" | "refunds">;

/**
 * Whether the order may still change some day: a parcel is sent or arrives, late money comes in, staff cancel it. That
 * is no reason to keep an event stream open: a visible page asks from time to time instead.
 */
export function isWorthPolling(order: ChangingOrder): boolean {
  return (order.state === "confirmed" || order.state === "failed") && !changesSoon(order);
}

/** A cancelled order in these states still gets its money back, or its card released. */
const awaitingRefund: readonly OrderView["paymentState"][] = ["paid", "partially_refunded", "authorized"];

/** Whether the order may change by itself soon: its payment, or a refund. */
export function changesSoon({ state, paymentState, canRetryPayment, refunds }: ChangingOrder): boolean {
  if (refunds.some((refund) => refund.state === "requested" || refund.state === "on_its_way")) return true;
  if (state === "cancelled") return awaitingRefund.includes(paymentState);
  return state === "processing" || canRetryPayment;
}
