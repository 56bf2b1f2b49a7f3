import type { RefundReason } from "@dualtrack/db";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { isFailedRefund } from "../payment-state/refundable.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface ReturnMoney {
  facts: Pick<
    PaymentFacts,
    "paymentIntentId" | "amountReceived" | "amountRefunded" | "currency" | "disputes"
  >;
  reason: RefundReason;
}

/**
 * Requests a refund of the rest of a payment without an order: without existing refunds, and without the amount that the
 * customer's bank has taken in a dispute (which is refunded if the dispute is won). After a failed refund staff decide.
 * Answers the refunded amount in minor units. The caller holds the checkout's lock.
 */
export async function returnMoney(unit: UnitOfWork, { facts, reason }: ReturnMoney): Promise<number> {
  const { tx } = unit;
  const { paymentIntentId, amountReceived, currency } = facts;
  const where = { paymentIntentId };
  const refunds = await tx.refund.findMany({ where, select: { amount: true, state: true } });
  if (refunds.some(isFailedRefund)) return 0;
  const disputes =
    facts.disputes ?? (await tx.dispute.findMany({ where, select: { amount: true, status: true } }));
  const requested = refunds.reduce((sum, { amount }) => sum + amount, 0);
  // Refunds made at Stripe may not be stored yet.
  const refunded = Math.max(requested, facts.amountRefunded);
  const amount = amountReceived - refunded - disputedAmountOf(disputes);
  if (amount <= 0) return 0;
  await requestRefund(unit, { paymentIntentId, amount, currency, reason });
  return amount;
}
