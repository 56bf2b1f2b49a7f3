import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { requestCapture } from "../authorizations/request-capture.ts";
import { DomainError } from "../domain-error.ts";
import { lockOrder } from "../orders/lock-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface CaptureOrder {
  orderId: string;
  by: Actor;
}

/**
 * Captures the money that is authorized for an order, without what was cancelled, before it ships: a job asks Stripe, and the order's page shows the outcome.
 * Pressed twice it is one capture; one that Stripe has refused is tried again. ORDER_NOT_FOUND, NOTHING_TO_CAPTURE.
 */
export async function captureOrder(shop: Shop, { orderId, by }: CaptureOrder): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockOrder(tx, orderId);
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    const { number, state, paymentState, paymentIntentId, currency } = order;
    const isOrdered = state === "confirmed" || state === "completed";
    if (!isOrdered || paymentState !== "authorized" || paymentIntentId === null)
      throw new DomainError("NOTHING_TO_CAPTURE", {});
    if (!(await requestCapture(unit, { paymentIntentId }))) return;
    await writeAudit(unit, {
      action: "order.capture",
      subject: formatOrderNumber(number),
      before: { paymentState },
      after: { captured: { amount: order.totalAmount - order.uncapturedAmount, currency } },
    });
  });
}
