import type { Tx, UnknownPayment } from "@dualtrack/db";
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

type Key = Pick<UnknownPayment, "paymentIntentId">;

/** Reopens a payment so that its order is restored; `problem` is shown if that fails. */
export async function reopenUnknownPayment(
  tx: Tx,
  { paymentIntentId, problem }: Key & { problem: NonNullable<UnknownPayment["problem"]> },
): Promise<void> {
  await tx.unknownPayment.update({ where: { paymentIntentId }, data: { state: "open", problem } });
}

/** Records the decision of staff about a payment whose order can't be restored. */
export async function recordUnknownDecision(
  { tx, now, by }: StaffUnit,
  { paymentIntentId, state }: Key & { state: "refunded" | "ignored" },
): Promise<void> {
  const data = { state, decidedAt: now, decidedBy: by.name };
  await tx.unknownPayment.update({ where: { paymentIntentId }, data });
}

/** Claims the payments without a mail to staff: of two concurrent processes only one gets each payment. */
export function claimUnalerted({ tx, now }: UnitOfWork): Promise<UnknownPayment[]> {
  return tx.unknownPayment.updateManyAndReturn({ where: { alertedAt: null }, data: { alertedAt: now } });
}
