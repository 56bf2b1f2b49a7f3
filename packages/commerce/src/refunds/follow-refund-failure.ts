import type { Refund, Tx } from "@dualtrack/db";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { withReturned } from "../payment-state/refundable.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfRefund } from "./alert-of-refund.ts";
import { nextAttemptForFunds } from "./next-attempt-for-funds.ts";
import { takeBackGoods } from "./refund-goods.ts";
import { requestRefund } from "./request-refund.ts";

interface FailedRefund {
  orderId: string;
  refundId: string;
  /** Whether our database had lost the refund: the consequences happened before and are visible at Stripe, too. */
  wasLost?: boolean;
}

/**
 * The consequences of a failed refund, whose row is updated already. Its goods belong to the order again, as far as they are
 * in stock; the customer gets a mail, and staff get one about refunds of the shop itself. A refund that failed because of the
 * balance at Stripe is retried automatically, and reported only after days. The caller holds the checkout's lock.
 */
export async function followRefundFailure(
  unit: UnitOfWork,
  { orderId, refundId, wasLost = false }: FailedRefund,
): Promise<void> {
  const { tx, now } = unit;
  await tx.refundLine.updateMany({ where: { refundId }, data: { restockedQuantity: 0 } });
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId }, include: { lines: true } });
  const sendAt = refund.isMadeAtStripe || wasLost ? null : await nextAttemptForFunds(tx, refund, now);
  if (sendAt !== null) await retryAutomatically(unit, { orderId, refund, sendAt });
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

async function retryAutomatically(
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

/** False if the customer has the money: their bank has taken it back, or it was refunded in another way. */
function isMoneyOwed({ failureReason }: Refund): boolean {
  return failureReason !== "charge_disputed" && failureReason !== "charge_already_refunded";
}

/** Whether neither staff nor somebody at Stripe has made it. */
function isDecidedByShop({ requestedBy, isMadeAtStripe }: Refund): boolean {
  return requestedBy === null && !isMadeAtStripe;
}

/** Whether a mail has announced the refund to the customer, as sent or with a cancellation. */
async function isExpected(tx: Tx, orderId: string, { id }: Refund): Promise<boolean> {
  const notified = { OR: [{ key: `refund_sent:${id}` }, { orderId, kind: "order_cancelled" as const }] };
  return (await tx.mail.count({ where: notified })) > 0;
}
