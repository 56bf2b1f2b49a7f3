import type { RefundReason, Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { refuseTakenId } from "../request-id.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface RequestRefund {
  /** Our id of it, when the caller has one; REQUEST_ID_TAKEN if there is a refund of that id. */
  id?: string;
  paymentIntentId: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  reason: RefundReason;
  /** Who of the staff decided it, and what they wrote about it. */
  requestedBy?: string | null;
  note?: string | null;
  /** Its goods; `restock`: they go back to stock when it has succeeded, but for those that are there already. */
  lines?: { orderLineId: string; quantity: number; restock: boolean; restockedQuantity?: number }[];
  /** The refund that failed, and that this one makes again. */
  retryOfId?: string;
  /** Not sent before this instant; at once when left out. */
  sendAt?: Date;
}

/** Decides a refund: a row, a line on the order's timeline, and the job that sends it. The caller holds the checkout's lock. */
export async function requestRefund(
  unit: UnitOfWork,
  { sendAt, lines = [], ...refund }: RequestRefund,
): Promise<void> {
  const { tx, now } = unit;
  const data = { ...refund, createdAt: now, lines: { createMany: { data: lines } } };
  const { id } = await tx.refund.create({ data, select: { id: true } }).catch(refuseTakenId);
  await queueJob(tx, "send-refund", { refundId: id }, sendAt === undefined ? {} : { runAt: sendAt });
  const order = await findOrderOfPayment(tx, refund.paymentIntentId);
  if (order === null) return;
  const details = { amount: refund.amount, currency: refund.currency, reason: refund.reason };
  await recordOnTimeline(unit, order.id, { kind: "refund_requested", details });
}

/** The order that a payment paid, or would have paid. */
export function findOrderOfPayment(tx: Tx, paymentIntentId: string) {
  return tx.order.findFirst({
    where: { checkout: { payments: { some: { paymentIntentId } } } },
    select: { id: true, number: true, state: true, paymentIntentId: true },
  });
}
