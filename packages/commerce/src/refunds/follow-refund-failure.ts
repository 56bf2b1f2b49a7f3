import type { Refund, Tx } from "@dualtrack/db";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { withReturned } from "../payment-state/refundable.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfRefund } from "./alert-of-refund.ts";
import { nextTryForFunds } from "./next-try-for-funds.ts";
import { takeBackGoods } from "./refund-goods.ts";
import { requestRefund } from "./request-refund.ts";

interface FailedRefund {
  orderId: string;
  refundId: string;
  /** Our database had lost it: what was to follow has followed, and is at Stripe, too. */
  wasLost?: boolean;
}

/**
 * What follows when a refund did not happen, as its row says already. Its goods are the order's again, as far as they
 * are there; the customer is told, and staff are of one that the shop itself had decided. One that failed because the
 * balance at Stripe was too small is made again by itself, and told only when that has gone on for days. The caller holds the checkout's lock.
 */
export async function followRefundFailure(
  unit: UnitOfWork,
  { orderId, refundId, wasLost = false }: FailedRefund,
): Promise<void> {
  const { tx, now } = unit;
  await tx.refundLine.updateMany({ where: { refundId }, data: { restockedQuantity: 0 } });
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId }, include: { lines: true } });
  const sendAt = refund.isMadeAtStripe || wasLost ? null : await nextTryForFunds(tx, refund, now);
  if (sendAt !== null) await makeAgain(unit, { orderId, refund, sendAt });
  else if (isMoneyOwed(refund)) {
    const isOfShop = isDecidedByShop(refund) && !wasLost;
    if (isOfShop) await alertOfRefund(unit, { refundId, kind: "refund_failed" });
    if (isOfShop || (await isExpected(tx, orderId, refund)))
      await queueRefundMail(unit, { orderId, refundId, kind: "refund_failed" });
  }
  await takeBackGoods(unit, orderId, { reason: "refund_failed", staffName: null });
}

type RefundWithLines = Refund & {
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
};

async function makeAgain(
  unit: UnitOfWork,
  { orderId, refund, sendAt }: { orderId: string; refund: RefundWithLines; sendAt: Date },
): Promise<void> {
  const { tx } = unit;
  const { id, paymentIntentId, amount, currency, reason, note, requestedBy } = refund;
  const goods = refund.lines.map(({ orderLineId, quantity, restock }) => ({
    orderLineId,
    quantity,
    restock,
  }));
  const lines = withReturned(await getFulfilment(tx, orderId), goods);
  const again = { paymentIntentId, amount, currency, reason, note, requestedBy, lines, retryOfId: id };
  await requestRefund(unit, { ...again, sendAt });
}

/** Not when the customer has it: their bank has taken it back already, or it went back another way. */
function isMoneyOwed({ failureReason }: Refund): boolean {
  return failureReason !== "charge_disputed" && failureReason !== "charge_already_refunded";
}

/** Nobody of the staff knows of it, and nobody at Stripe. */
function isDecidedByShop({ requestedBy, isMadeAtStripe }: Refund): boolean {
  return requestedBy === null && !isMadeAtStripe;
}

/** Whether the customer waits for it: we wrote that it is on its way, or that the order is cancelled and the money comes back. */
async function isExpected(tx: Tx, orderId: string, { id }: Refund): Promise<boolean> {
  const notified = { OR: [{ key: `refund_sent:${id}` }, { orderId, kind: "order_cancelled" as const }] };
  return (await tx.mail.count({ where: notified })) > 0;
}
