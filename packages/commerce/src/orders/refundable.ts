import type { Prisma, RefundState, Tx } from "@dualtrack/db";
import { withdrawnStatuses } from "../disputes/dispute-status.ts";

/** Refunds that did not happen: their money and goods may be refunded again. */
const deadRefundStates: readonly RefundState[] = ["failed", "canceled"];

export const refundableRows = {
  lines: { orderBy: { position: "asc" } },
  checkout: {
    select: {
      payments: {
        include: {
          refunds: { include: { lines: true } },
          disputes: { orderBy: { openedAt: "asc" } },
          fraudWarnings: { orderBy: { warnedAt: "asc" } },
          reviews: { orderBy: { openedAt: "asc" } },
        },
      },
      stockMovements: { where: { kind: "return" }, select: { variantId: true, quantity: true } },
    },
  },
} satisfies Prisma.OrderInclude;

/** An order with everything that decides what may still be refunded. The caller holds the checkout's lock. */
export function findRefundable(tx: Tx, orderId: string) {
  return tx.order.findUnique({ where: { id: orderId }, include: refundableRows });
}

export type RefundableOrder = NonNullable<Awaited<ReturnType<typeof findRefundable>>>;

/**
 * The payment that paid the order; null: nothing was paid. In minor units: `unrefunded` is what was not given back,
 * `disputed` what banks hold or have kept, and `refundable` what is left and may be refunded.
 */
export function paidPayment(order: RefundableOrder) {
  const payment = order.checkout.payments.find(
    ({ paymentIntentId, status }) => paymentIntentId === order.paymentIntentId && status === "succeeded",
  );
  if (payment === undefined) return null;
  const refunded = livingRefunds(order).reduce((sum, { amount }) => sum + amount, 0);
  const unrefunded = payment.amountReceived - refunded;
  const disputed = payment.disputes
    .filter(({ status }) => withdrawnStatuses.includes(status))
    .reduce((sum, { amount }) => sum + amount, 0);
  return { payment, unrefunded, disputed, refundable: Math.max(0, unrefunded - disputed) };
}

/** How many of a line were given back, in refunds that happened or are under way. */
export function refundedQuantity(order: RefundableOrder, orderLineId: string): number {
  return sumLines(
    livingRefunds(order).flatMap(({ lines }) => lines),
    orderLineId,
  );
}

export type RefundableLine = Pick<RefundableOrder["lines"][number], "id" | "variantId" | "quantity">;

/** How many of a line are in stock again though no refund is made for them: theirs failed, or was of an amount alone. */
export function returnedUnrefunded(order: RefundableOrder, line: RefundableLine): number {
  const returned = order.checkout.stockMovements
    .filter(({ variantId }) => variantId === line.variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const refundedToo = livingRefunds(order)
    .flatMap(({ lines }) => lines)
    .filter(({ restock }) => restock);
  return Math.max(0, returned - sumLines(refundedToo, line.id));
}

/** How many of a line nobody has spoken of yet: neither given back nor in stock again. */
export function keptQuantity(order: RefundableOrder, line: RefundableLine): number {
  return Math.max(0, line.quantity - refundedQuantity(order, line.id) - returnedUnrefunded(order, line));
}

/**
 * How many of a line are not to be sent (any more): given back, or on the shelf again; all of it once all of the
 * money is back.
 */
export function withdrawnQuantity(order: RefundableOrder, line: RefundableLine): number {
  if ((paidPayment(order)?.unrefunded ?? 0) <= 0) return line.quantity;
  return line.quantity - keptQuantity(order, line);
}

function sumLines(lines: { orderLineId: string; quantity: number }[], orderLineId: string): number {
  return lines
    .filter((line) => line.orderLineId === orderLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function livingRefunds(order: RefundableOrder) {
  return refundsOf(order).filter(({ state }) => !deadRefundStates.includes(state));
}

function refundsOf(order: RefundableOrder) {
  return order.checkout.payments
    .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
    .flatMap(({ refunds }) => refunds);
}
