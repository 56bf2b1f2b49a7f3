import { transact } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { type Actor, writeAudit } from "../operations/audit-log.ts";
import { orderNumber } from "../orders/queries.ts";
import { isDeadRefund, refundedQuantity, returnedUnrefunded } from "../orders/refundable.ts";
import { findOrderOfPayment } from "../payments/request-refund.ts";
import type { Shop } from "../shop.ts";
import { findLine, titleOf } from "./goods-of-order.ts";
import { noteGoods } from "./refund-goods.ts";
import { lockRefund } from "./retry-refund.ts";

interface DecideRefundGoods {
  refundId: string;
  /** Of each line, how many are back in stock and how many won't come; all others are still to be sent, or stay sent. */
  lines: { orderLineId: string; back: number; gone: number }[];
  by: Actor;
}

/**
 * Staff say where the goods of a refund are that was made at Stripe. What is back is in stock at once. Saying the same
 * twice is once. REFUND_NOT_FOUND, ORDER_LINE_NOT_FOUND, REFUND_GOODS_DECIDED when somebody has said otherwise,
 * REFUND_GOODS_NOT_ASKED, GOODS_TOO_MANY.
 */
export async function decideRefundGoods(
  shop: Shop,
  { refundId, lines, by }: DecideRefundGoods,
): Promise<void> {
  const at = shop.clock.now();
  const spoken = lines.filter(({ back, gone }) => back + gone > 0);
  await transact(shop.db, async (tx) => {
    const { payment, refund } = await lockRefund(tx, refundId);
    const found = await findOrderOfPayment(tx, payment.paymentIntentId);
    if (!refund.isMadeAtStripe || found?.paymentIntentId !== payment.paymentIntentId)
      throw new DomainError("REFUND_GOODS_NOT_ASKED", {});
    if (refund.goodsDecidedAt !== null) {
      const isSame =
        refund.lines.length === spoken.length &&
        spoken.every(({ orderLineId, back, gone }) =>
          refund.lines.some((line) => line.orderLineId === orderLineId && line.quantity === back + gone),
        );
      if (isSame) return;
      throw new DomainError("REFUND_GOODS_DECIDED", { by: refund.goodsDecidedBy });
    }
    if (isDeadRefund(refund)) throw new DomainError("REFUND_GOODS_NOT_ASKED", {});

    const order = await getFulfilment(tx, found.id);
    const decided = spoken.map(({ orderLineId, back, gone }) => {
      const line = findLine(order, orderLineId);
      const left = line.quantity - refundedQuantity(order, line.id);
      if (back + gone > left)
        throw new DomainError("GOODS_TOO_MANY", { title: titleOf(line), wanted: back + gone, left });
      return { line, back, gone, moved: Math.max(0, back - returnedUnrefunded(order, line)) };
    });
    await tx.refundLine.createMany({
      data: decided.map(({ line, back, gone }) => ({
        refundId,
        orderLineId: line.id,
        quantity: back + gone,
        restock: gone === 0,
        restockedQuantity: back,
      })),
    });
    await tx.refund.update({
      where: { id: refundId },
      data: { goodsDecidedAt: at, goodsDecidedBy: by.name },
    });
    const goods = decided.map(({ line, moved }) => ({ line, quantity: moved }));
    const also = { reason: "Refunded at Stripe", kind: "goods_returned" as const, staffName: by.name };
    await noteGoods(tx, order, { goods, ...also, track: "staff", at });
    await followFulfilment(tx, order.id, { track: "staff", at });
    const named = (quantityOf: (each: (typeof decided)[number]) => number) =>
      decided
        .filter((each) => quantityOf(each) > 0)
        .map((each) => `${quantityOf(each)} × ${titleOf(each.line)}`);
    await writeAudit(tx, {
      by,
      action: "order.decide_refund_goods",
      subject: orderNumber(order.number),
      before: {},
      after: {
        refunded: { amount: refund.amount, currency: refund.currency },
        backInStock: named(({ back }) => back),
        notComing: named(({ gone }) => gone),
      },
      at,
    });
  });
}
