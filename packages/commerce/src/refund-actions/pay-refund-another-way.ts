import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { followInvoices } from "../invoices/follow-invoices.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { withReturned } from "../payment-state/refundable.ts";
import { followPaymentState } from "../refunds/follow-payment-state.ts";
import { goodsStillDue } from "../refunds/goods-still-due.ts";
import { recordPaidAnotherWay } from "../refunds/refund-decisions.ts";
import { returnRefundGoods } from "../refunds/refund-goods.ts";
import { replaceRefundLines } from "../refunds/refund-lines.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import { whyNoRetry } from "../refunds/why-no-retry.ts";
import type { Shop } from "../shop.ts";
import { transactFor, type UnitOfWork } from "../unit-of-work.ts";
import { lockRefund } from "./lock-refund.ts";

interface PayRefundAnotherWay {
  /** The failed refund. */
  refundId: string;
  /** Made once per dialog: a repeated request changes nothing more. */
  requestId: string;
  /** How it was paid, for other staff, e.g. day and reference of a bank transfer. */
  note: string;
  by: Actor;
}

/**
 * Records that staff have paid a failed refund outside Stripe, e.g. by bank transfer. It stays failed at Stripe, but counts as
 * refunded here: the money can't be refunded again, its goods are not shipped, and those marked for restocking return to
 * stock. The customer gets a mail. REFUND_NOT_FOUND, REFUND_NOT_RETRIABLE, REQUEST_ID_TAKEN.
 */
export async function payRefundAnotherWay(
  shop: Shop,
  { refundId, requestId, note, by }: PayRefundAnotherWay,
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { payment, refund } = await lockRefund(tx, refundId);
    if (refund.paidAnotherWayRequestId === requestId) return;
    const because = whyNoRetry(payment, refund);
    if (because !== null) throw new DomainError("REFUND_NOT_RETRIABLE", { because });

    const { amount, currency, failureReason } = refund;
    const found = await findOrderOfPayment(tx, payment.paymentIntentId);
    if (found !== null) await updateRefundLines(unit, found.id, refund);
    await recordPaidAnotherWay(unit, { refundId, requestId, note });
    if (found !== null) {
      const orderId = found.id;
      await recordOnTimeline(unit, orderId, {
        kind: "refund_paid_another_way",
        details: { amount, currency, note, refundId, paymentIntentId: payment.paymentIntentId },
      });
      const goods = { reason: "refund_paid_another_way" as const, staffName: by.name };
      await returnRefundGoods(unit, { orderId, refundId, ...goods });
      await followPaymentState(unit, payment);
      await followFulfilment(unit, orderId);
      await queueRefundMail(unit, { orderId, refundId, kind: "refund_paid_another_way" });
    }
    await writeAudit(unit, {
      action: "order.pay_refund_another_way",
      subject: found === null ? payment.paymentIntentId : formatOrderNumber(found.number),
      before: { failed: { amount, currency }, failureReason },
      after: { paidAnotherWay: { amount, currency }, note },
    });
    await followInvoices(unit, { checkoutId: payment.checkoutId, mayIssue: () => false });
  });
}

/** Removes goods from the refund that another refund names, or that have shipped since. */
async function updateRefundLines(
  unit: UnitOfWork,
  orderId: string,
  refund: Awaited<ReturnType<typeof lockRefund>>["refund"],
): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  await replaceRefundLines(tx, refund.id, withReturned(order, goodsStillDue(order, refund)));
}
