import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { hasEnded } from "../payment-state/refundable.ts";
import { recordWaived } from "../refunds/refund-decisions.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import { whyNoRetry } from "../refunds/why-no-retry.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockRefund } from "./lock-refund.ts";

interface WaiveRefund {
  /** The failed refund. */
  refundId: string;
  /** Made once per dialog: a repeated request changes nothing more. */
  requestId: string;
  /** What was agreed with the customer, for other staff. */
  note: string;
  by: Actor;
}

/**
 * Waives a failed refund: the customer keeps or gets the goods instead. No money moves; the order stays paid, and its goods
 * can be shipped without confirmation. It can be refunded again like any other order. REFUND_NOT_FOUND,
 * REFUND_NOT_RETRIABLE, REFUND_STILL_OWED, REQUEST_ID_TAKEN.
 */
export async function waiveRefund(shop: Shop, { refundId, requestId, note, by }: WaiveRefund): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { payment, refund } = await lockRefund(tx, refundId);
    if (refund.waivedRequestId === requestId) return;
    const because = whyNoRetry(payment, refund);
    if (because !== null) throw new DomainError("REFUND_NOT_RETRIABLE", { because });
    const found = await findOrderOfPayment(tx, payment.paymentIntentId);
    if (found === null || hasEnded(await getFulfilment(tx, found.id)))
      throw new DomainError("REFUND_STILL_OWED", {});

    await recordWaived(unit, { refundId, requestId, note });
    const { amount, currency, failureReason } = refund;
    const details = { amount, currency, note };
    await recordOnTimeline(unit, found.id, { kind: "refund_waived", details });
    await writeAudit(unit, {
      action: "order.waive_refund",
      subject: formatOrderNumber(found.number),
      before: { failed: { amount, currency }, failureReason },
      after: { waived: { amount, currency }, note },
    });
  });
}
