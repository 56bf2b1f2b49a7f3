import type { GiveFeedback } from "@dualtrack/contract";
import { lockFeedback, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { countAnswer } from "../health/count-answer.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** For so long after the order customers are asked, and may change their answer, in ms. */
const askedMs = 30 * 24 * 60 * 60_000;

/** Whether a customer is asked how paying went, and what they have answered. ORDER_NOT_FOUND. */
export async function getFeedback(shop: Shop, { token }: { token: string }) {
  const orderId = readOrderToken(shop, token);
  const [isAsked, answer] = await Promise.all([
    isAskedAbout(shop.db, { orderId, now: shop.clock.now() }),
    shop.db.orderFeedback.findUnique({
      where: { orderId },
      select: { paidWell: true, comment: true },
    }),
  ]);
  return { isAsked, answer };
}

/**
 * Stores a customer's answer to whether paying went well, in place of an earlier one. The same answer again changes nothing.
 * ORDER_NOT_FOUND, FEEDBACK_CLOSED.
 */
export async function giveFeedback(shop: Shop, { token, paidWell, comment: said }: GiveFeedback) {
  const orderId = readOrderToken(shop, token);
  const comment = paidWell || said === "" ? null : said;
  const isChanged = await transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    if (!(await isAskedAbout(tx, { orderId, now }))) throw new DomainError("FEEDBACK_CLOSED", {});
    const { count } = await tx.orderFeedback.createMany({
      data: { orderId, paidWell, comment, answeredAt: now, changedAt: now },
      skipDuplicates: true,
    });
    if (count === 1) {
      await countAnswer(unit, { answeredAt: now, paidWell, before: undefined });
      return true;
    }
    const { answeredAt, ...before } = await lockFeedback(tx, orderId);
    if (before.paidWell === paidWell && before.comment === comment) return false;
    await tx.orderFeedback.update({ where: { orderId }, data: { paidWell, comment, changedAt: now } });
    if (before.paidWell === paidWell) return false;
    await countAnswer(unit, { answeredAt, paidWell, before: before.paidWell });
    return true;
  });
  if (isChanged) shop.measures.record("feedback_total", { answer: paidWell ? "yes" : "no" });
  return { isAsked: true, answer: { paidWell, comment } };
}

/** Whether the order was paid for, is not cancelled, and is not long past. ORDER_NOT_FOUND. */
async function isAskedAbout(tx: Tx, { orderId, now }: { orderId: string; now: Date }): Promise<boolean> {
  const order = await tx.order.findUnique({
    where: { id: orderId },
    select: { state: true, paymentState: true, placedAt: true },
  });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const isMade = order.state === "confirmed" || order.state === "completed";
  const isRecent = now.getTime() - order.placedAt.getTime() < askedMs;
  return isMade && order.paymentState !== "not_required" && isRecent;
}
