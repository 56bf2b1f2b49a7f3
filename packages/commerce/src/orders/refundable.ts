import type { Prisma, RefundState, Tx } from "@dualtrack/db";

/** Refunds that did not happen: their money and goods may be refunded again. */
const deadRefundStates: readonly RefundState[] = ["failed", "canceled"];

export const refundableRows = {
  lines: { orderBy: { position: "asc" } },
  checkout: { select: { payments: { include: { refunds: { include: { lines: true } } } } } },
} satisfies Prisma.OrderInclude;

/** An order with everything that decides what may still be refunded. The caller holds the checkout's lock. */
export function findRefundable(tx: Tx, orderId: string) {
  return tx.order.findUnique({ where: { id: orderId }, include: refundableRows });
}

export type RefundableOrder = NonNullable<Awaited<ReturnType<typeof findRefundable>>>;

/** The payment that paid the order, and what is left of it in minor units; null: nothing was paid. */
export function paidPayment(order: RefundableOrder) {
  const payment = order.checkout.payments.find(
    ({ paymentIntentId, status }) => paymentIntentId === order.paymentIntentId && status === "succeeded",
  );
  if (payment === undefined) return null;
  const refunded = livingRefunds(order).reduce((sum, { amount }) => sum + amount, 0);
  return { payment, refundable: payment.amountReceived - refunded };
}

/** How many of a line were given back, in refunds that happened or are under way. */
export function refundedQuantity(order: RefundableOrder, orderLineId: string): number {
  return sumLines(order, orderLineId, () => true);
}

/** How many of a line went back into stock. */
export function restockedQuantity(order: RefundableOrder, orderLineId: string): number {
  return sumLines(order, orderLineId, ({ restocked }) => restocked);
}

function sumLines(
  order: RefundableOrder,
  orderLineId: string,
  counts: (line: { restocked: boolean }) => boolean,
): number {
  return livingRefunds(order)
    .flatMap(({ lines }) => lines)
    .filter((line) => line.orderLineId === orderLineId && counts(line))
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function livingRefunds(order: RefundableOrder) {
  return order.checkout.payments
    .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
    .flatMap(({ refunds }) => refunds)
    .filter(({ state }) => !deadRefundStates.includes(state));
}
