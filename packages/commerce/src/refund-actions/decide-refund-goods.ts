import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { type FulfilledOrder, getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { keptQuantity, returnedUnrefunded } from "../payment-state/refundable.ts";
import { recordGoodsDecided } from "../refunds/refund-decisions.ts";
import { recordGoods } from "../refunds/refund-goods.ts";
import { addRefundLines } from "../refunds/refund-lines.ts";
import { asksForGoods } from "../refunds/refund-view.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { assertSeen, findLine, titleOf } from "./goods-of-order.ts";
import { lockRefund } from "./lock-refund.ts";

interface DecideRefundGoods {
  refundId: string;
  /** Made once per dialog: a repeated request changes nothing more. */
  requestId: string;
  /**
   * For each line the units that return to stock now (`back`), and those that will not (`gone`); all others are still to be
   * shipped, or stay shipped. `backBefore`: the units that were back when the clerk loaded the order.
   */
  lines: { orderLineId: string; back: number; gone: number; backBefore: number }[];
  by: Actor;
}

/**
 * Records the decision of staff about the goods of a refund made at Stripe. Units that return are in stock at once; units
 * that were back before count for the refund, too. REFUND_NOT_FOUND, ORDER_LINE_NOT_FOUND, REFUND_GOODS_DECIDED when somebody
 * has decided before, GOODS_CHANGED, REFUND_GOODS_NOT_ASKED, GOODS_TOO_MANY, REQUEST_ID_TAKEN.
 */
export async function decideRefundGoods(
  shop: Shop,
  { refundId, requestId, lines, by }: DecideRefundGoods,
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { payment, refund } = await lockRefund(tx, refundId);
    if (refund.goodsRequestId === requestId) return;
    if (refund.goodsDecidedAt !== null)
      throw new DomainError("REFUND_GOODS_DECIDED", { by: refund.goodsDecidedBy });
    const found = await findOrderOfPayment(tx, payment.paymentIntentId);
    if (found?.paymentIntentId !== payment.paymentIntentId)
      throw new DomainError("REFUND_GOODS_NOT_ASKED", {});
    const order = await getFulfilment(tx, found.id);
    for (const { orderLineId, backBefore } of lines)
      assertSeen(order, findLine(order, orderLineId), backBefore);
    if (!asksForGoods(order, refund)) throw new DomainError("REFUND_GOODS_NOT_ASKED", {});

    const decided = decideLines(order, lines);
    const refundLines = decided.map(({ line, before, back, gone }) => ({
      orderLineId: line.id,
      quantity: before + back + gone,
      restock: gone === 0,
      restockedQuantity: before + back,
    }));
    await addRefundLines(tx, refundId, refundLines);
    await recordGoodsDecided(unit, { refundId, requestId });
    const goods = decided.map(({ line, back }) => ({ line, quantity: back }));
    const also = {
      reason: "refunded_at_stripe" as const,
      kind: "goods_returned" as const,
      staffName: by.name,
    };
    await recordGoods(unit, order, { goods, ...also });
    await followFulfilment(unit, order.id);
    const named = (quantityOf: (each: (typeof decided)[number]) => number) =>
      decided
        .filter((each) => quantityOf(each) > 0)
        .map((each) => `${quantityOf(each)} × ${titleOf(each.line)}`);
    await writeAudit(unit, {
      action: "order.decide_refund_goods",
      subject: formatOrderNumber(order.number),
      before: { backInStock: named(({ before }) => before) },
      after: {
        refunded: { amount: refund.amount, currency: refund.currency },
        backInStock: named(({ before, back }) => before + back),
        notComing: named(({ gone }) => gone),
      },
    });
  });
}

/** Each line with the units that were back without a refund, and the decision about the others. GOODS_TOO_MANY. */
function decideLines(order: FulfilledOrder, decisions: DecideRefundGoods["lines"]) {
  return order.lines
    .map((line) => {
      const { back = 0, gone = 0 } = decisions.find(({ orderLineId }) => orderLineId === line.id) ?? {};
      const left = keptQuantity(order, line);
      if (back + gone > left)
        throw new DomainError("GOODS_TOO_MANY", { title: titleOf(line), wanted: back + gone, left });
      return { line, before: returnedUnrefunded(order, line), back, gone };
    })
    .filter(({ before, back, gone }) => before + back + gone > 0);
}
