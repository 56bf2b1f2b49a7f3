import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { withReturned } from "../payment-state/refundable.ts";
import { goodsStillDue } from "../refunds/goods-still-due.ts";
import { findOrderOfPayment, requestRefund } from "../refunds/request-refund.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import type { lockRefund } from "./lock-refund.ts";

/**
 * Requests a failed refund again, with the same amount, reason and goods. Answers the order's number; null: there is no order. The
 * caller holds the checkout's lock.
 */
export async function requestRetry(
  unit: StaffUnit,
  { refund, requestId }: { refund: Awaited<ReturnType<typeof lockRefund>>["refund"]; requestId: string },
): Promise<number | null> {
  const { tx, by } = unit;
  const { id, paymentIntentId, amount, currency, reason, note } = refund;
  const found = await findOrderOfPayment(tx, paymentIntentId);
  const order = found === null ? null : await getFulfilment(tx, found.id);
  await requestRefund(unit, {
    ...{ id: requestId, paymentIntentId, amount, currency, reason, note },
    requestedBy: by.name,
    lines: order === null ? [] : withReturned(order, goodsStillDue(order, refund)),
    retryOfId: id,
  });
  if (order !== null) await followFulfilment(unit, order.id);
  return order?.number ?? null;
}
