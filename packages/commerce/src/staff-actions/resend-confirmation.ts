import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Sends the confirmation mail of a confirmed order again. ORDER_NOT_FOUND, ORDER_CANNOT_MOVE if it is not confirmed. */
export async function resendConfirmation(
  shop: Shop,
  { orderId, by }: { orderId: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const order = await tx.order.findUnique({
      where: { id: orderId },
      select: { number: true, state: true, email: true },
    });
    if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
    const isConfirmed = order.state === "confirmed" || order.state === "completed";
    if (!isConfirmed || order.email === null)
      throw new DomainError("ORDER_CANNOT_MOVE", { from: order.state, to: "confirmation resent" });
    await queueOrderMail(unit, { orderId, kind: "order_confirmed", again: true });
    await recordOnTimeline(unit, orderId, { kind: "confirmation_resent" });
    const subject = formatOrderNumber(order.number);
    await writeAudit(unit, {
      action: "order.resend_confirmation",
      subject,
      before: {},
      after: { to: order.email },
    });
  });
}
