import type { RefundReason, Tx } from "@dualtrack/db";
import { recordOnTimeline } from "../orders/move-order.ts";
import { refuseTakenId } from "../request-id.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { queueSendRefund } from "./queue-send-refund.ts";

interface RequestRefund {
  /** The refund's id, if the caller has one; REQUEST_ID_TAKEN if it exists. */
  id?: string;
  paymentIntentId: string;
  /** In minor units of `currency`. */
  amount: number;
  currency: string;
  reason: RefundReason;
  /** The member of staff who made it, and their note. */
  requestedBy?: string | null;
  note?: string | null;
  /** The refunded goods; `restock`: they return to stock when the refund has succeeded, unless they are back already. */
  lines?: { orderLineId: string; quantity: number; restock: boolean; restockedQuantity?: number }[];
  /** The failed refund that this one retries. */
  retryOfId?: string;
  /** The earliest time of sending; at once when left out. */
  sendAt?: Date;
}

/** Requests a refund: row, timeline entry, and the job that sends it. The caller holds the checkout's lock. */
export async function requestRefund(
  unit: UnitOfWork,
  { sendAt, lines = [], ...refund }: RequestRefund,
): Promise<void> {
  const { tx, now } = unit;
  const data = { ...refund, createdAt: now, lines: { createMany: { data: lines } } };
  const { id } = await tx.refund.create({ data, select: { id: true } }).catch(refuseTakenId);
  await queueSendRefund(tx, id, sendAt === undefined ? {} : { runAt: sendAt });
  const order = await findOrderOfPayment(tx, refund.paymentIntentId);
  if (order === null) return;
  const { paymentIntentId, amount, currency, reason } = refund;
  const details = { amount, currency, reason, refundId: id, paymentIntentId };
  await recordOnTimeline(unit, order.id, { kind: "refund_requested", details });
}

/** The order of a payment, even if it was not paid. */
export function findOrderOfPayment(tx: Tx, paymentIntentId: string) {
  return tx.order.findFirst({
    where: { checkout: { payments: { some: { paymentIntentId } } } },
    select: {
      ...{ id: true, number: true, state: true, paymentIntentId: true },
      ...{ paymentState: true, confirmedAt: true },
    },
  });
}
