import type { Tx, UnknownPayment } from "@dualtrack/db";
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

type Key = Pick<UnknownPayment, "paymentIntentId">;

/** The order of a payment is to be made after all; `problem` is what is shown of it should that fail. */
export async function reopenUnknownPayment(
  tx: Tx,
  { paymentIntentId, problem }: Key & { problem: NonNullable<UnknownPayment["problem"]> },
): Promise<void> {
  await tx.unknownPayment.update({ where: { paymentIntentId }, data: { state: "open", problem } });
}

/** Records what staff have decided about a payment whose order can't be made again. */
export async function recordUnknownDecision(
  { tx, now, by }: StaffUnit,
  { paymentIntentId, state }: Key & { state: "refunded" | "ignored" },
): Promise<void> {
  const data = { state, decidedAt: now, decidedBy: by.name };
  await tx.unknownPayment.update({ where: { paymentIntentId }, data });
}

/** Takes the payments that staff were not written to about: of two processes at once, each payment is one's. */
export function takeUnalerted({ tx, now }: UnitOfWork): Promise<UnknownPayment[]> {
  return tx.unknownPayment.updateManyAndReturn({ where: { alertedAt: null }, data: { alertedAt: now } });
}
