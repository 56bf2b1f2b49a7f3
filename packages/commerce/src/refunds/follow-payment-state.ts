import type { OrderPaymentState, Payment } from "@dualtrack/db";
import { returnUses } from "../discounts/discount-uses.ts";
import { recordPaymentState } from "../orders/record-payment-state.ts";
import { orderPaymentStateOf } from "../payment-state/order-payment-state.ts";
import { paidAnotherWay } from "../payment-state/refundable.ts";
import { chargedAmountOf, refundedAtStripe } from "../payment-state/uncaptured.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

const dependsOn = {
  refunds: true,
  disputes: { select: { status: true } },
  checkout: {
    select: { order: { select: { id: true, paymentIntentId: true, paymentState: true, confirmedAt: true } } },
  },
} as const;

/**
 * Updates an order's payment state from its payment, refunds and disputes, in any state of the order. One that is refunded in full
 * gives back its uses of discounts; one whose dispute is lost does not. The caller holds the checkout's lock.
 */
export async function followPaymentState(unit: UnitOfWork, payment: Payment): Promise<void> {
  const { tx } = unit;
  const { paymentIntentId, status } = payment;
  if (status !== "succeeded" && status !== "requires_capture" && status !== "canceled") return;
  const {
    refunds,
    disputes,
    checkout: { order },
  } = await tx.payment.findUniqueOrThrow({ where: { paymentIntentId }, select: dependsOn });
  if (order?.paymentIntentId !== paymentIntentId) return;
  const { id: orderId } = order;
  const record = async (paymentState: OrderPaymentState) => {
    if (paymentState !== order.paymentState) await recordPaymentState(tx, { orderId, paymentState });
  };
  if (status === "requires_capture") return record("authorized");
  if (status === "canceled") {
    if (order.paymentState !== "authorized") return;
    return record(order.confirmedAt === null ? "unpaid" : "released");
  }
  const paymentState = orderPaymentStateOf({
    amountReceived: chargedAmountOf({ ...payment, refunds }),
    amountRefunded: refundedAtStripe({ ...payment, refunds }) + paidAnotherWay(refunds),
    disputes,
  });
  await record(paymentState);
  if (paymentState === "refunded") await returnUses(unit, payment.checkoutId);
}
