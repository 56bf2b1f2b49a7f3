import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { type FulfilledOrder, lockFulfilment, returnableQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { effectiveRefunds } from "../payment-state/refundable.ts";
import { recordGoods } from "../refunds/refund-goods.ts";
import { countRestocked } from "../refunds/refund-lines.ts";
import type { Shop } from "../shop.ts";
import { transactFor, type UnitOfWork } from "../unit-of-work.ts";
import { assertSeen, findLine, titleOf } from "./goods-of-order.ts";
import { isGoodsRequestDone } from "./is-goods-request-done.ts";

interface ReturnGoods {
  orderId: string;
  /** Made once per dialog: a repeated request changes nothing more. */
  requestId: string;
  /** The units that return to stock now; no line twice. `backBefore`: those that were back when the clerk loaded the order. */
  lines: { orderLineId: string; quantity: number; backBefore: number }[];
  by: Actor;
}

/**
 * Returns goods of an order to stock that are not to be shipped: they have shipped and came back, or their refund is in
 * progress. The refund then does not restock them again, and staff need not decide about them. ORDER_NOT_FOUND,
 * ORDER_LINE_NOT_FOUND, GOODS_CHANGED, GOODS_TOO_MANY, REQUEST_ID_TAKEN.
 */
export async function returnGoods(shop: Shop, { orderId, requestId, lines, by }: ReturnGoods): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const order = await lockFulfilment(tx, orderId);
    if (await isGoodsRequestDone(tx, { requestId, checkoutId: order.checkoutId })) return;
    const goods = lines.map(({ orderLineId, quantity, backBefore }) => {
      const line = findLine(order, orderLineId);
      assertSeen(order, line, backBefore);
      const left = returnableQuantityOf(order, line);
      if (quantity > left)
        throw new DomainError("GOODS_TOO_MANY", { title: titleOf(line), wanted: quantity, left });
      return { line, quantity };
    });
    for (const { line, quantity } of goods) await countForRefunds(unit, order, line.id, quantity);
    const also = {
      reason: "returned_without_refund" as const,
      kind: "goods_returned" as const,
      staffName: by.name,
      requestId,
    };
    await recordGoods(unit, order, { goods, ...also });
    await followFulfilment(unit, orderId);
    await writeAudit(unit, {
      action: "order.return_goods",
      subject: formatOrderNumber(order.number),
      before: {},
      after: { backInStock: goods.map(({ line, quantity }) => `${quantity} × ${titleOf(line)}`) },
    });
  });
}

/** Counts returned units for the refunds that wait for them, those with restocking first. */
async function countForRefunds(
  unit: UnitOfWork,
  order: FulfilledOrder,
  orderLineId: string,
  quantity: number,
): Promise<void> {
  const { tx } = unit;
  let left = quantity;
  const waiting = effectiveRefunds(order)
    .flatMap(({ lines }) => lines)
    .filter((line) => line.orderLineId === orderLineId)
    .sort((one, other) => Number(other.restock) - Number(one.restock));
  for (const { refundId, quantity: wanted, restockedQuantity } of waiting) {
    const taken = Math.min(left, wanted - restockedQuantity);
    left -= taken;
    if (taken > 0) await countRestocked(tx, { refundId, orderLineId, quantity: taken });
  }
}
