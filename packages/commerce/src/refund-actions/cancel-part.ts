import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { cancelUncaptured } from "../refunds/cancel-uncaptured.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface CancelPart {
  orderId: string;
  /** Made once per dialog: a repeated request cancels nothing more. */
  requestId: string;
  /** Units that have not shipped; no line twice. Those marked `restock` return to stock. */
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
  note: string;
  by: Actor;
}

/**
 * Cancels units of an order before its card is charged, by staff: they are not charged, and the customer gets a mail.
 * ORDER_NOT_FOUND, REQUEST_ID_TAKEN, and what `cancelUncaptured` refuses.
 */
export async function cancelPart(
  shop: Shop,
  { orderId, requestId, lines, note, by }: CancelPart,
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const order = await lockFulfilment(unit.tx, orderId);
    const { currency } = order;
    if (order.checkout.payments.some(({ refunds }) => refunds.some(({ id }) => id === requestId))) return;
    const { before, left, goods } = await cancelUncaptured(unit, order, { id: requestId, lines, note });
    await writeAudit(unit, {
      action: "order.cancel_part",
      subject: formatOrderNumber(order.number),
      before: { toCharge: { amount: before, currency } },
      after: { toCharge: { amount: left, currency }, goods, note, lines },
    });
  });
}
