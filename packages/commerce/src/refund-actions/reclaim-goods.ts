import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { lockFreeUnits } from "../inventory/lock-free-units.ts";
import { lackingQuantity, takeBackGoods } from "../refunds/refund-goods.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { titleOf } from "./goods-of-order.ts";
import { isGoodsRequestDone } from "./is-goods-request-done.ts";

interface ReclaimGoods {
  orderId: string;
  /** Made once per click: a repeated request changes nothing more. */
  requestId: string;
  by: Actor;
}

/**
 * Takes all lacking goods out of stock again for an order whose refund failed after they were restocked, so that it can be
 * shipped. ORDER_NOT_FOUND, GOODS_NOT_LACKING, OUT_OF_STOCK, REQUEST_ID_TAKEN.
 */
export async function reclaimGoods(shop: Shop, { orderId, requestId, by }: ReclaimGoods): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const order = await lockFulfilment(tx, orderId);
    if (await isGoodsRequestDone(tx, { requestId, checkoutId: order.checkoutId })) return;
    const lacking = order.lines
      .map((line) => ({ line, quantity: lackingQuantity(order, line) }))
      .filter(({ quantity }) => quantity > 0);
    if (lacking.length === 0) throw new DomainError("GOODS_NOT_LACKING", {});
    const free = await lockFreeUnits(
      tx,
      lacking.map(({ line }) => line.variantId),
    );
    const short = lacking
      .map(({ line, quantity }) => ({
        variantId: line.variantId,
        title: titleOf(line),
        requested: quantity,
        available: free.get(line.variantId) ?? 0,
      }))
      .filter(({ requested, available }) => available < requested);
    if (short.length > 0) throw new DomainError("OUT_OF_STOCK", { lines: short });
    const taken = { reason: "taken_for_order_again" as const, staffName: by.name, requestId };
    await takeBackGoods(unit, orderId, { ...taken });
    await followFulfilment(unit, orderId);
    await writeAudit(unit, {
      action: "order.reclaim_goods",
      subject: formatOrderNumber(order.number),
      before: {},
      after: { outOfStock: lacking.map(({ line, quantity }) => `${quantity} × ${titleOf(line)}`) },
    });
  });
}
