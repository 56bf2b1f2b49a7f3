import type { Prisma, RefundState, Tx } from "@dualtrack/db";
import { disputedAmountOf } from "./dispute-status.ts";

const failedStates: readonly RefundState[] = ["failed", "canceled"];

/** Stripe did not bring it to the customer. */
export function isFailedRefund({ state }: { state: RefundState }): boolean {
  return failedStates.includes(state);
}

interface Outcome {
  state: RefundState;
  paidAnotherWayAt: Date | null;
}

/** It failed, and staff paid the customer outside Stripe: to our books the money went back. */
export function isPaidAnotherWay(refund: Outcome): boolean {
  return isFailedRefund(refund) && refund.paidAnotherWayAt !== null;
}

/** It did not happen, in no way: its money and goods may be refunded again. */
export function isDeadRefund(refund: Outcome): boolean {
  return isFailedRefund(refund) && refund.paidAnotherWayAt === null;
}

/** What staff paid back outside Stripe, in minor units: Stripe does not count it. */
export function paidAnotherWay(refunds: readonly (Outcome & { amount: number })[]): number {
  return refunds.filter(isPaidAnotherWay).reduce((sum, { amount }) => sum + amount, 0);
}

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
  const disputed = disputedAmountOf(payment.disputes);
  return { payment, unrefunded, disputed, refundable: Math.max(0, unrefunded - disputed) };
}

/** How many of a line were given back, in refunds that happened or are under way. */
export function refundedQuantity(order: RefundableOrder, orderLineId: string): number {
  return sumLines(
    livingRefunds(order).flatMap(({ lines }) => lines),
    orderLineId,
  );
}

export type RefundableLine = Pick<RefundableOrder["lines"][number], "id" | "kind" | "variantId" | "quantity">;

/** How many of a line are in stock again. What was taken out once more, as its refund failed, counts against it. */
export function returnedQuantity(order: RefundableOrder, { variantId }: RefundableLine): number {
  return order.checkout.stockMovements
    .filter((movement) => movement.variantId === variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * How many of a line are in stock again though no refund is made for them: theirs failed, or they came back before
 * one was asked for.
 */
export function returnedUnrefunded(order: RefundableOrder, line: RefundableLine): number {
  const forRefunds = refundsOf(order)
    .flatMap(({ lines }) => lines)
    .filter(({ orderLineId }) => orderLineId === line.id)
    .reduce((sum, { restockedQuantity }) => sum + restockedQuantity, 0);
  return Math.max(0, returnedQuantity(order, line) - forRefunds);
}

/** How many of a line nobody has spoken of yet: neither given back nor in stock again. */
export function keptQuantity(order: RefundableOrder, line: RefundableLine): number {
  return Math.max(0, line.quantity - refundedQuantity(order, line.id) - returnedUnrefunded(order, line));
}

/**
 * How many of a line are not to be sent (any more): given back, or on the shelf again; all of it once all of the
 * money is on its way back, or the order is over. What is being refunded is not packed meanwhile.
 */
export function withdrawnQuantity(order: RefundableOrder, line: RefundableLine): number {
  if (isOver(order) || isGivenBack(order)) return line.quantity;
  return line.quantity - keptQuantity(order, line);
}

/** Nothing of it will ever be sent, unless its payment succeeds after all. */
export function isOver({ state }: Pick<RefundableOrder, "state">): boolean {
  return state === "cancelled" || state === "failed";
}

/**
 * All of the money went back or is on its way. Unless staff said of a refund made at Stripe where its goods are: then
 * the lines that they named say what is not sent, and the customer may get the others all the same.
 */
export function isGivenBack(order: RefundableOrder): boolean {
  const paid = paidPayment(order);
  if (paid === null || paid.unrefunded > 0) return false;
  return !livingRefunds(order).some(({ goodsDecidedBy }) => goodsDecidedBy !== null);
}

/** Refund lines with how many of their goods are in stock already, as an earlier refund of them failed. */
export function withReturned<Line extends { orderLineId: string; quantity: number; restock: boolean }>(
  order: RefundableOrder,
  lines: readonly Line[],
): (Line & { restockedQuantity: number })[] {
  return lines.map((line) => {
    const bought = order.lines.find(({ id }) => id === line.orderLineId);
    const there = bought === undefined || !line.restock ? 0 : returnedUnrefunded(order, bought);
    return { ...line, restockedQuantity: Math.min(line.quantity, there) };
  });
}

function sumLines(lines: { orderLineId: string; quantity: number }[], orderLineId: string): number {
  return lines
    .filter((line) => line.orderLineId === orderLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

export function livingRefunds(order: RefundableOrder) {
  return refundsOf(order).filter((refund) => !isDeadRefund(refund));
}

function refundsOf(order: RefundableOrder) {
  return order.checkout.payments
    .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
    .flatMap(({ refunds }) => refunds);
}
