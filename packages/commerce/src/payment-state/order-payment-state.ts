import type { DisputeStatus, OrderPaymentState } from "@dualtrack/contract";
import { disputeStage } from "./dispute-status.ts";

interface PaidAmounts {
  /** Minor units, as are refunds. */
  amountReceived: number;
  /** At Stripe, and paid another way by staff. */
  amountRefunded: number;
  disputes: readonly { status: DisputeStatus }[];
}

/**
 * The payment state of a paid order, computed from payment, refunds and disputes: an open dispute of any amount comes first,
 * then a lost one. Inquiries and won disputes do not count.
 */
export function orderPaymentStateOf({
  amountReceived,
  amountRefunded,
  disputes,
}: PaidAmounts): Exclude<OrderPaymentState, "unpaid" | "authorized" | "released"> {
  const stages = disputes.map(({ status }) => disputeStage(status));
  if (stages.includes("taken")) return "disputed";
  if (stages.includes("lost")) return "dispute_lost";
  if (amountRefunded === 0) return "paid";
  return amountRefunded >= amountReceived ? "refunded" : "partially_refunded";
}
