import { refuseTakenId } from "../request-id.ts";
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

interface Decision {
  refundId: string;
  /** Made once per dialog; REQUEST_ID_TAKEN when it was used for something else. */
  requestId: string;
}

/** Records that staff have had a refund sent which the shop has decided by itself. */
export async function recordApproved({ tx, by }: StaffUnit, id: string): Promise<void> {
  await tx.refund.update({ where: { id }, data: { approvedBy: by.name } });
}

/** Records that staff have decided about the goods of a refund. */
export async function recordGoodsDecided(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: goodsRequestId }: Decision,
): Promise<void> {
  const data = { goodsDecidedAt: now, goodsDecidedBy: by.name, goodsRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}

/** Records that the refunds of this payment have no goods to decide about. */
export async function recordNoGoods({ tx, now }: UnitOfWork, paymentIntentId: string): Promise<void> {
  const where = { paymentIntentId, goodsDecidedAt: null };
  await tx.refund.updateMany({ where, data: { goodsDecidedAt: now } });
}

/** Records that staff have paid a failed refund outside Stripe; `note` says how. */
export async function recordPaidAnotherWay(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: paidAnotherWayRequestId, note: paidAnotherWayNote }: Decision & { note: string },
): Promise<void> {
  const paid = { paidAnotherWayAt: now, paidAnotherWayBy: by.name };
  const data = { ...paid, paidAnotherWayNote, paidAnotherWayRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}

/** Records that a failed refund is waived; `note` says what was agreed. */
export async function recordWaived(
  { tx, now, by }: StaffUnit,
  { refundId, requestId: waivedRequestId, note: waivedNote }: Decision & { note: string },
): Promise<void> {
  const data = { waivedAt: now, waivedBy: by.name, waivedNote, waivedRequestId };
  await tx.refund.update({ where: { id: refundId }, data }).catch(refuseTakenId);
}
