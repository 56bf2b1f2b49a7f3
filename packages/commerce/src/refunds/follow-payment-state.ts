import type { Payment, Tx } from "@dualtrack/db";
import { recordPaymentState } from "../orders/record-payment-state.ts";
import { orderPaymentStateOf } from "../payment-state/order-payment-state.ts";
import { paidAnotherWay } from "../payment-state/refundable.ts";
import { findOrderOfPayment } from "./request-refund.ts";

/**
 * Updates an order's payment state from its payment, refunds and disputes, in any state of the order. The caller holds the
 * checkout's lock.
 */
export async function followPaymentState(tx: Tx, payment: Payment): Promise<void> {
  const { paymentIntentId, status, amountReceived, amountRefunded } = payment;
  if (status !== "succeeded") return;
  const order = await findOrderOfPayment(tx, paymentIntentId);
  if (order?.paymentIntentId !== paymentIntentId) return;
  const disputes = await tx.dispute.findMany({ where: { paymentIntentId }, select: { status: true } });
  const refunds = await tx.refund.findMany({ where: { paymentIntentId } });
  const paymentState = orderPaymentStateOf({
    amountReceived,
    amountRefunded: amountRefunded + paidAnotherWay(refunds),
    disputes,
  });
  await recordPaymentState(tx, { orderId: order.id, paymentState });
}
