import type { Refund, Track, Tx } from "@dualtrack/db";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { withReturned } from "../payment-state/refundable.ts";
import type { Shop } from "../shop.ts";
import { alertOfRefund } from "./alert-of-refund.ts";
import { nextTryForFunds } from "./next-try-for-funds.ts";
import { takeBackGoods } from "./refund-goods.ts";
import { requestRefund } from "./request-refund.ts";

interface FailedRefund {
  orderId: string;
  refundId: string;
  /** Our database had lost it: what was to follow has followed, and is at Stripe, too. */
  wasLost?: boolean;
  track: Track;
  at: Date;
}

/**
 * What follows when a refund did not happen, as its row says already. Its goods are the order's again, as far as they
 * are there; the customer is told, and staff are of one that the shop itself had decided. One that failed because the
 * balance at Stripe was too small is made again by itself, and told only when that has gone on for days. The caller holds the checkout's lock.
 */
export async function followRefundFailure(
  shop: Shop,
  tx: Tx,
  { orderId, refundId, wasLost = false, track, at }: FailedRefund,
): Promise<void> {
  await tx.refundLine.updateMany({ where: { refundId }, data: { restockedQuantity: 0 } });
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId }, include: { lines: true } });
  const sendAt = refund.isMadeAtStripe || wasLost ? null : await nextTryForFunds(tx, refund, at);
  if (sendAt !== null) await makeAgain(tx, { orderId, refund, sendAt, at });
  else if (isMoneyOwed(refund)) {
    const isOfShop = isDecidedByShop(refund) && !wasLost;
    if (isOfShop) await alertOfRefund(shop, tx, { refundId, kind: "refund_failed" });
    if (isOfShop || (await isExpected(tx, orderId, refund)))
      await queueRefundMail(shop, tx, { orderId, refundId, kind: "refund_failed" });
  }
  await takeBackGoods(tx, orderId, { reason: "refund_failed", staffName: null, track, at });
}

type RefundWithLines = Refund & {
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
};

async function makeAgain(
  tx: Tx,
  { orderId, refund, sendAt, at }: { orderId: string; refund: RefundWithLines; sendAt: Date; at: Date },
): Promise<void> {
  const { id, paymentIntentId, amount, currency, reason, note, requestedBy } = refund;
  const goods = refund.lines.map(({ orderLineId, quantity, restock }) => ({
    orderLineId,
    quantity,
    restock,
  }));
  const lines = withReturned(await getFulfilment(tx, orderId), goods);
  const again = { paymentIntentId, amount, currency, reason, note, requestedBy, lines, retryOfId: id };
  await requestRefund(tx, { ...again, sendAt, track: "sync", at });
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
  const told = { OR: [{ key: `refund_sent:${id}` }, { orderId, kind: "order_cancelled" as const }] };
  return (await tx.mail.count({ where: told })) > 0;
}
