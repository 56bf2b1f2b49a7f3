import type { GoodsMovementReason } from "@dualtrack/contract";
import { type FulfilledOrder, getFulfilment, quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import { lockFreeUnits } from "../inventory/lock-free-units.ts";
import { moveGoods } from "../inventory/move-goods.ts";
import { lineTitle } from "../line-title.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import {
  hasEnded,
  isRefundedInFull,
  keptQuantity,
  type RefundableLine,
  refundedQuantity,
  returnedUnrefunded,
} from "../payment-state/refundable.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface OfRefund {
  orderId: string;
  refundId: string;
  /** The stock movement's reason. */
  reason?: GoodsMovementReason;
  /** The member of staff who paid it another way; null: it succeeded at Stripe. */
  staffName?: string | null;
}

/**
 * Returns the goods of a refund to stock that has succeeded or was paid another way: those marked for restocking that are not
 * back yet. Repeated calls change nothing. The caller holds the checkout's lock.
 */
export async function returnRefundGoods(
  unit: UnitOfWork,
  { orderId, refundId, reason = "refund_succeeded", staffName = null }: OfRefund,
): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const due = linesOf(order, refundId).filter(
    ({ restock, quantity, restockedQuantity }) => restock && restockedQuantity < quantity,
  );
  const goods = order.lines.flatMap((line) => {
    const dueLine = due.find(({ orderLineId }) => orderLineId === line.id);
    if (dueLine === undefined) return [];
    // Units that were returned before without a refund count for this one.
    const missing = dueLine.quantity - dueLine.restockedQuantity - returnedUnrefunded(order, line);
    return [{ line, quantity: Math.max(0, missing) }];
  });
  for (const { orderLineId, quantity } of due)
    await tx.refundLine.update({
      where: { refundId_orderLineId: { refundId, orderLineId } },
      data: { restockedQuantity: quantity },
    });
  await recordGoods(unit, order, { goods, reason, kind: "goods_returned", staffName });
}

interface ReturnGoods {
  reason: GoodsMovementReason;
  staffName: string | null;
  requestId?: string;
}

/**
 * Takes units out of stock that an order lacks since a refund failed, as far as they are free, so that it can be shipped.
 * Units that others have bought meanwhile stay lacking and can't be shipped. Answers their number. The caller holds the
 * checkout's lock.
 */
export async function takeBackGoods(
  unit: UnitOfWork,
  orderId: string,
  { reason, staffName, requestId }: ReturnGoods,
): Promise<number> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const lacking = order.lines
    .map((line) => ({ line, quantity: lackingQuantity(order, line) }))
    .filter(({ quantity }) => quantity > 0);
  if (lacking.length === 0) return 0;
  const free = await lockFreeUnits(
    tx,
    lacking.map(({ line }) => line.variantId),
  );
  const goods = lacking.map(({ line, quantity }) => ({
    line,
    quantity: -Math.min(quantity, free.get(line.variantId) ?? 0),
  }));
  const also = { staffName, ...(requestId === undefined ? {} : { requestId }) };
  await recordGoods(unit, order, { goods, reason, kind: "goods_reclaimed", ...also });
  const wanted = lacking.reduce((sum, { quantity }) => sum + quantity, 0);
  return wanted + goods.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Units of a line that are to be shipped but are in stock: a refund that failed later has restocked them. */
export function lackingQuantity(order: FulfilledOrder, line: RefundableLine): number {
  if (hasEnded(order) || isRefundedInFull(order)) return 0;
  const { shipped } = quantitiesOf(order, line);
  const unrefunded = line.quantity - refundedQuantity(order, line.id);
  return Math.max(0, unrefunded - shipped) - Math.max(0, keptQuantity(order, line) - shipped);
}

interface RecordedGoods {
  goods: { line: FulfilledOrder["lines"][number]; quantity: number }[];
  reason: GoodsMovementReason;
  kind: "goods_returned" | "goods_reclaimed";
  staffName?: string | null;
  requestId?: string;
}

/** Moves goods and adds a timeline entry, if there are any that stock limits. */
export async function recordGoods(
  unit: UnitOfWork,
  order: FulfilledOrder,
  { goods, reason, kind, staffName = null, requestId }: RecordedGoods,
): Promise<void> {
  const moved = goods.filter(({ line, quantity }) => quantity !== 0 && line.tracksStock);
  if (moved.length === 0) return;
  await moveGoods(unit, {
    checkoutId: order.checkoutId,
    goods: moved.map(({ line, quantity }) => ({ variantId: line.variantId, quantity })),
    reason,
    staffName,
    ...(requestId === undefined ? {} : { requestId }),
  });
  const named = moved.map(
    ({ line, quantity }) => `${Math.abs(quantity)} × ${lineTitle(line.productTitle, line.variantTitle)}`,
  );
  await recordOnTimeline(unit, order.id, { kind, details: { goods: named } });
}

function linesOf(order: FulfilledOrder, refundId: string) {
  return order.checkout.payments
    .flatMap(({ refunds }) => refunds)
    .filter(({ id }) => id === refundId)
    .flatMap(({ lines }) => lines);
}
