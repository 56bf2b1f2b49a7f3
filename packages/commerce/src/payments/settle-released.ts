import { formatMoney, formatOrderNumber } from "@dualtrack/contract";
import { returnKeptGoods } from "../checkout-requests/cancel-locked.ts";
import { returnUses } from "../discounts/discount-uses.ts";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import { moveOrder, recordOnTimeline } from "../orders/move-order.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { mailCustomer, type SettlementContext } from "./settlement-context.ts";

/**
 * The authorization of an order ended without a capture: it was released, or it ran out. If nothing has left, a confirmed order is
 * cancelled and its goods return to stock. Answers false if it is about no such order.
 */
export async function settleReleased(context: SettlementContext): Promise<boolean> {
  const { unit, checkout, facts } = context;
  const { order } = checkout;
  if (order?.paymentIntentId !== facts.paymentIntentId || order.paymentState !== "authorized") return false;
  const { id: orderId } = order;
  const entry = (isCancelled: boolean) => ({
    ...{ kind: "authorization_released" as const, stripeId: facts.paymentIntentId },
    details: { isCancelled },
  });
  const hasShipped = order.fulfilmentState !== "unfulfilled" && order.fulfilmentState !== "not_required";
  if (!hasShipped && (await moveOrder(unit, orderId, "cancelled", entry(true)))) {
    await returnUses(unit, checkout.id);
    await returnKeptGoods(unit, { orderId, staffName: null });
    await mailCustomer(context, { orderId, kind: "order_cancelled" });
    return true;
  }
  await recordOnTimeline(unit, orderId, entry(false));
  if (order.state !== "cancelled") await alertOfLoss(unit, { order, facts });
  return true;
}

type LostOrder = Pick<
  NonNullable<SettlementContext["checkout"]["order"]>,
  "number" | "totalAmount" | "uncapturedAmount" | "currency"
>;

/** Goods have left whose money can't be captured any more. */
async function alertOfLoss(
  unit: UnitOfWork,
  { order, facts }: { order: LostOrder; facts: PaymentFacts },
): Promise<void> {
  const number = formatOrderNumber(order.number);
  const { totalAmount, uncapturedAmount, currency } = order;
  const sum = formatMoney({ amount: totalAmount - uncapturedAmount, currency });
  unit.log.error({ number }, "an order has shipped, and its authorization ended without a capture");
  await queueStaffAlert(unit, {
    key: `authorization_lost:${facts.paymentIntentId}`,
    subject: `Shipped, but not paid: ${sum} of order ${number}`,
    paragraphs: [
      `Goods of order ${number} have shipped, and the ${sum} that were reserved on its customer's card were released without being charged.`,
      "Ask the customer to pay another way.",
    ],
    link: { label: `Order ${number}`, url: `${unit.shop.settings.publicUrl}/admin/orders/${number}` },
    rows: [["Payment", facts.paymentIntentId]],
  });
}
