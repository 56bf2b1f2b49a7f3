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
 * Decides a refund of what is left of a payment that has no order: not of what is on its way back, and not of what the
 * customer's bank has taken in a dispute. When a dispute is won, the money is there again, and goes back then. Once a
 * refund has failed, staff decide. Answers the minor units that go back. The caller holds the checkout's lock.
 */
export async function returnMoney(unit: UnitOfWork, { facts, reason }: ReturnMoney): Promise<number> {
  const { tx } = unit;
  const { paymentIntentId, amountReceived, currency } = facts;
  const where = { paymentIntentId };
  const refunds = await tx.refund.findMany({ where, select: { amount: true, state: true } });
  if (refunds.some(isFailedRefund)) return 0;
  const disputes =
    facts.disputes ?? (await tx.dispute.findMany({ where, select: { amount: true, status: true } }));
  const decided = refunds.reduce((sum, { amount }) => sum + amount, 0);
  // What went back at Stripe need not be in our books yet.
  const onItsWay = Math.max(decided, facts.amountRefunded);
  const amount = amountReceived - onItsWay - disputedAmountOf(disputes);
  if (amount <= 0) return 0;
  await requestRefund(unit, { paymentIntentId, amount, currency, reason });
  return amount;
}
