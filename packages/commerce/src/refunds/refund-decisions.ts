import { refuseTakenId } from "../request-id.ts";
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

interface Decision {
  refundId: string;
  /** Of the dialog; REQUEST_ID_TAKEN when something else has it. */
  requestId: string;
}

/** Staff have said where the goods of a refund are. */
export async function recordGoodsDecided(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: goodsRequestId }: Decision,
): Promise<void> {
  const data = { goodsDecidedAt: now, goodsDecidedBy: by.name, goodsRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}

/** Nobody has to say where the goods of this payment's refunds are: there are none. */
export async function recordNoGoods({ tx, now }: UnitOfWork, paymentIntentId: string): Promise<void> {
  const where = { paymentIntentId, goodsDecidedAt: null };
  await tx.refund.updateMany({ where, data: { goodsDecidedAt: now } });
}

/** Staff have paid a refund that failed outside Stripe; `note` says how. */
export async function recordPaidAnotherWay(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: paidAnotherWayRequestId, note: paidAnotherWayNote }: Decision & { note: string },
): Promise<void> {
  const paid = { paidAnotherWayAt: now, paidAnotherWayBy: by.name };
  const data = { ...paid, paidAnotherWayNote, paidAnotherWayRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}

/** A refund that failed is owed no longer; `note` says what was agreed. */
export async function recordWaived(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: waivedRequestId, note: waivedNote }: Decision & { note: string },
): Promise<void> {
  const data = { waivedAt: now, waivedBy: by.name, waivedNote, waivedRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}
