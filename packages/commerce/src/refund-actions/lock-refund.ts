import { lockCheckout, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

/** Locks the checkout of a refund, and reads the refund with its payment. REFUND_NOT_FOUND. */
export async function lockRefund(tx: Tx, refundId: string) {
  const found = await tx.refund.findUnique({
    where: { id: refundId },
    select: { paymentIntentId: true, payment: { select: { checkoutId: true } } },
  });
  if (found === null) throw new DomainError("REFUND_NOT_FOUND", {});
  await lockCheckout(tx, found.payment.checkoutId);
  const payment = await tx.payment.findUniqueOrThrow({
    where: { paymentIntentId: found.paymentIntentId },
    include: { refunds: { include: { lines: true } }, disputes: true },
  });
  const refund = payment.refunds.find(({ id }) => id === refundId);
  if (refund === undefined) throw new DomainError("REFUND_NOT_FOUND", {});
  return { payment, refund };
}
