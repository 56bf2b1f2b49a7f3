import { lockCheckout } from "@dualtrack/db";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfRefund } from "./alert-of-refund.ts";
import { followRefundFailure } from "./follow-refund-failure.ts";
import { findOrderOfPayment } from "./request-refund.ts";

/** Records that Stripe has finally refused a refund, with all consequences of a failed refund. */
export async function failRefund(
  unit: UnitOfWork,
  { refundId, failureReason }: { refundId: string; failureReason: string },
): Promise<void> {
  const { tx } = unit;
  const { payment } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { payment: { select: { checkoutId: true } } },
  });
  await lockCheckout(tx, payment.checkoutId);
  const { paymentIntentId, amount, currency } = await tx.refund.update({
    where: { id: refundId },
    data: { state: "failed", failureReason },
  });
  const order = await findOrderOfPayment(tx, paymentIntentId);
  if (order === null) return alertOfRefund(unit, { refundId, kind: "refund_failed" });
  const details = { amount, currency, reason: failureReason, refundId, paymentIntentId };
  await recordOnTimeline(unit, order.id, { kind: "refund_failed", details });
  await followRefundFailure(unit, { orderId: order.id, refundId });
  await followFulfilment(unit, order.id);
}
