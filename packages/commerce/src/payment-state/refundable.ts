import type { Prisma, RefundState, Tx } from "@dualtrack/db";
import type { PartialRefund } from "../pricing/take-refund.ts";
import { disputedAmountOf } from "./dispute-status.ts";

const failedStates: readonly RefundState[] = ["failed", "canceled"];

/** Whether the refund failed at Stripe. */
export function isFailedRefund({ state }: { state: RefundState }): boolean {
  return failedStates.includes(state);
}

/** Whether the shop has decided the refund by itself, and no member of staff has had it sent. */
export function isAutomatic(refund: { requestedBy: string | null; approvedBy: string | null }): boolean {
  return refund.requestedBy === null && refund.approvedBy === null;
}

interface Outcome {
  state: RefundState;
  paidAnotherWayAt: Date | null;
}

/** Whether the refund failed and staff paid the customer outside Stripe, so that the money counts as refunded. */
export function isPaidAnotherWay(refund: Outcome): boolean {
  return isFailedRefund(refund) && refund.paidAnotherWayAt !== null;
}

/** Whether the refund failed and was not paid another way: its money and goods can be refunded again. */
export function isUnsuccessfulRefund(refund: Outcome): boolean {
  return isFailedRefund(refund) && refund.paidAnotherWayAt === null;
}

/** The amount that staff paid back outside Stripe, in minor units. Stripe's own sums do not include it. */
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
          authorization: true,
        },
      },
      stockMovements: { where: { kind: "return" }, select: { variantId: true, quantity: true } },
    },
  },
} satisfies Prisma.OrderInclude;

/** An order with all rows that determine what can still be refunded. The caller holds the checkout's lock. */
export function findRefundable(tx: Tx, orderId: string) {
  return tx.order.findUnique({ where: { id: orderId }, include: refundableRows });
}

export type RefundableOrder = NonNullable<Awaited<ReturnType<typeof findRefundable>>>;

/**
 * The succeeded payment of the order; null if there is none. In minor units: `unrefunded` is the amount without refunds,
 * `disputed` the amount that banks have taken, and `refundable` what can still be refunded.
 */
export function paidPayment(order: RefundableOrder) {
  const payment = order.checkout.payments.find(
    ({ paymentIntentId, status }) => paymentIntentId === order.paymentIntentId && status === "succeeded",
  );
  if (payment === undefined) return null;
  const refunded = effectiveRefunds(order).reduce((sum, { amount }) => sum + amount, 0);
  const unrefunded = payment.amountReceived - refunded;
  const disputed = disputedAmountOf(payment.disputes);
  return { payment, unrefunded, disputed, refundable: Math.max(0, unrefunded - disputed) };
}

/** Units of a line in successful refunds and those in progress. */
export function refundedQuantity(order: RefundableOrder, orderLineId: string): number {
  return sumLines(
    effectiveRefunds(order).flatMap(({ lines }) => lines),
    orderLineId,
  );
}

export type RefundableLine = Pick<
  RefundableOrder["lines"][number],
  "id" | "kind" | "variantId" | "tracksStock" | "quantity"
>;

/** Units of a line that are back in stock, minus those taken out again after a failed refund. */
export function returnedQuantity(order: RefundableOrder, { variantId }: RefundableLine): number {
  return order.checkout.stockMovements
    .filter((movement) => movement.variantId === variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * Units of a line that are back in stock without a refund: their refund failed, or they were returned before one was
 * requested.
 */
export function returnedUnrefunded(order: RefundableOrder, line: RefundableLine): number {
  const forRefunds = refundsOf(order)
    .flatMap(({ lines }) => lines)
    .filter(({ orderLineId }) => orderLineId === line.id)
    .reduce((sum, { restockedQuantity }) => sum + restockedQuantity, 0);
  return Math.max(0, returnedQuantity(order, line) - forRefunds);
}

/** Units of a line that are neither refunded nor back in stock. */
export function keptQuantity(order: RefundableOrder, line: RefundableLine): number {
  return Math.max(0, line.quantity - refundedQuantity(order, line.id) - returnedUnrefunded(order, line));
}

/**
 * Units of a line that are not to be shipped: refunded, being refunded, or back in stock; all units if all money is refunded
 * or being refunded, or the order has ended.
 */
export function withdrawnQuantity(order: RefundableOrder, line: RefundableLine): number {
  if (hasEnded(order) || isRefundedInFull(order)) return line.quantity;
  return line.quantity - keptQuantity(order, line);
}

/** Whether the order was cancelled or its payment failed, so that nothing is shipped unless the payment succeeds later. */
export function hasEnded({ state }: Pick<RefundableOrder, "state">): boolean {
  return state === "cancelled" || state === "failed";
}

/**
 * Whether all money is refunded or being refunded. False if staff have decided about the goods of a refund made at Stripe:
 * then only the lines that they named are not shipped.
 */
export function isRefundedInFull(order: RefundableOrder): boolean {
  const paid = paidPayment(order);
  if (paid === null || paid.unrefunded > 0) return false;
  return !effectiveRefunds(order).some(({ goodsDecidedBy }) => goodsDecidedBy !== null);
}

/**
 * Adds to refund lines how many of their units are back in stock already, as an earlier refund failed. What stock does not limit does
 * not return to it.
 */
export function withReturned<Line extends { orderLineId: string; quantity: number; restock: boolean }>(
  order: RefundableOrder,
  lines: readonly Line[],
): (Line & { restockedQuantity: number })[] {
  return lines.map((line) => {
    const bought = order.lines.find(({ id }) => id === line.orderLineId);
    const restock = line.restock && bought?.tracksStock === true;
    const inStock = bought === undefined || !restock ? 0 : returnedUnrefunded(order, bought);
    return { ...line, restock, restockedQuantity: Math.min(line.quantity, inStock) };
  });
}

function sumLines(lines: { orderLineId: string; quantity: number }[], orderLineId: string): number {
  return lines
    .filter((line) => line.orderLineId === orderLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

interface UncapturedRow {
  id: string;
  isUncaptured: boolean;
  createdAt: Date;
  amount: number;
  lines: readonly { orderLineId: string; quantity: number }[];
}

/** What was cancelled of the order before it was charged, or left out of the capture, in the order in which it was. */
export function uncapturedRefunds<Refund extends UncapturedRow>(order: {
  paymentIntentId: string | null;
  checkout: { payments: readonly { paymentIntentId: string; refunds: readonly Refund[] }[] };
}): Refund[] {
  return refundsOf(order)
    .filter(({ isUncaptured }) => isUncaptured)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

export function effectiveRefunds(order: RefundableOrder) {
  return refundsOf(order).filter((refund) => !isUnsuccessfulRefund(refund));
}

/** A refund, or what was cancelled before it was charged, as prices are shared out: by the ids of the order's lines. */
export function partialRefund({ amount, lines }: Pick<UncapturedRow, "amount" | "lines">): PartialRefund {
  return { amount, lines: lines.map(({ orderLineId: id, quantity }) => ({ id, quantity })) };
}

function refundsOf<Refund>(order: {
  paymentIntentId: string | null;
  checkout: { payments: readonly { paymentIntentId: string; refunds: readonly Refund[] }[] };
}): Refund[] {
  return order.checkout.payments
    .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
    .flatMap(({ refunds }) => refunds);
}
