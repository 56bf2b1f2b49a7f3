import type { DisputeStatus, OrderPaymentState } from "@dualtrack/contract";
import { disputeStage } from "./dispute-status.ts";

interface PaidMoney {
  /** Minor units, as are refunds. */
  amountReceived: number;
  /** At Stripe, and what staff paid back another way. */
  amountRefunded: number;
  disputes: readonly { status: DisputeStatus }[];
}

/**
 * Where the money of a paid order is, from the payment, its refunds and its disputes alone: an open dispute, of whatever
 * part of it, comes first, then a lost one. Inquiries move no money; what was won is what it was before.
 */
export function orderPaymentStateOf({
  amountReceived,
  amountRefunded,
  disputes,
}: PaidMoney): Exclude<OrderPaymentState, "unpaid"> {
  const stages = disputes.map(({ status }) => disputeStage(status));
  if (stages.includes("taken")) return "disputed";
  if (stages.includes("lost")) return "dispute_lost";
  if (amountRefunded === 0) return "paid";
  return amountRefunded >= amountReceived ? "refunded" : "partially_refunded";
}
