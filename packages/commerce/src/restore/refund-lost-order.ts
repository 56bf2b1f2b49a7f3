import type { Payment } from "@dualtrack/db";
import { requestRelease } from "../authorizations/request-capture.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface RefundLostOrder {
  payment: Payment;
  facts: PaymentFacts;
}

/**
 * Refunds the rest of a lost order's payment, or releases it if it is only authorized, as staff have decided, and queues a mail to the customer. The caller holds the
 * checkout's lock.
 */
export async function refundLostOrder(unit: UnitOfWork, { payment, facts }: RefundLostOrder): Promise<void> {
  const { tx } = unit;
  const { paymentIntentId, currency, amountReceived } = payment;
  if (payment.status === "requires_capture") {
    await requestRelease(unit, { paymentIntentId });
    return queueOrderMail(unit, { orderId: payment.checkoutId, kind: "order_cancelled" });
  }
  const refunds = await tx.refund.findMany({
    where: { paymentIntentId, state: { notIn: ["failed", "canceled"] } },
    select: { amount: true },
  });
  const refunded = refunds.reduce((sum, refund) => sum + refund.amount, 0);
  // The customer has got the disputed amount from their bank.
  const amount = amountReceived - refunded - disputedAmountOf(facts.disputes ?? []);
  if (amount <= 0) return;
  const decided = await tx.unknownPayment.findUnique({
    where: { paymentIntentId },
    select: { decidedBy: true },
  });
  const requestedBy = decided?.decidedBy ?? null;
  await requestRefund(unit, {
    ...{ paymentIntentId, amount, currency },
    reason: "order_cancelled",
    ...(requestedBy === null ? {} : { requestedBy }),
  });
  await queueOrderMail(unit, { orderId: payment.checkoutId, kind: "order_cancelled" });
}
