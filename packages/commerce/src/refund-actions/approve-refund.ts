import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { isAutomatic } from "../payment-state/refundable.ts";
import { queueSendRefund } from "../refunds/queue-send-refund.ts";
import { recordApproved } from "../refunds/refund-decisions.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockRefund } from "./lock-refund.ts";

/**
 * Has a refund sent that the shop has decided by itself, although automatic refunds are switched off. One that is sent already, or
 * that staff have made, stays as it is: a repeated request sends it once. REFUND_NOT_FOUND.
 */
export function approveRefund(shop: Shop, { refundId, by }: { refundId: string; by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { payment, refund } = await lockRefund(tx, refundId);
    if (refund.state !== "requested" || !isAutomatic(refund)) return;
    await recordApproved(unit, refundId);
    await queueSendRefund(tx, refundId);
    const order = await findOrderOfPayment(tx, payment.paymentIntentId);
    const { amount, currency, reason } = refund;
    await writeAudit(unit, {
      action: "order.approve_refund",
      subject: order === null ? payment.paymentIntentId : formatOrderNumber(order.number),
      before: {},
      after: { amount, currency, reason },
    });
  });
}
