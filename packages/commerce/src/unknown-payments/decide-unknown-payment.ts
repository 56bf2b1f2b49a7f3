import type { AuditAction } from "@dualtrack/contract";
import type { Tx, UnknownPayment } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { lockUnknownPayment } from "../restore/lock-unknown-payment.ts";
import { recordUnknownDecision, reopenUnknownPayment } from "../restore/unknown-payment-decisions.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface Decide {
  paymentIntentId: string;
  by: Actor;
}

/**
 * Retries to restore the order of a payment after staff have corrected stock or SKUs, also of an ignored payment. Reads the
 * payment from Stripe at once. Answers the new state: `open` if something is still missing.
 * UNKNOWN_PAYMENT_NOT_FOUND, UNKNOWN_PAYMENT_DECIDED.
 */
export async function retryUnknownPayment(
  shop: Shop,
  { paymentIntentId, by }: Decide,
): Promise<Pick<UnknownPayment, "state" | "problem" | "skus">> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const row = await lockedRow(tx, paymentIntentId);
    if (row.state === "restored") return;
    assertState(row, ["open", "ignored"]);
    // An ignored payment has no problem to show if this fails.
    const problem = row.problem ?? "incomplete";
    await reopenUnknownPayment(tx, { paymentIntentId, problem });
    await audit(unit, { action: "payment.restore", row, after: "open" });
  });
  await syncPayment(shop, { paymentIntentId, track: "staff" });
  return shop.db.unknownPayment.findUniqueOrThrow({
    where: { paymentIntentId },
    select: { state: true, problem: true, skus: true },
  });
}

/**
 * Refunds a payment in full: stores the decision, and a job restores the order as cancelled as far as it is known, refunds
 * the rest of the payment and queues a mail to the customer. A repeated call changes nothing.
 * UNKNOWN_PAYMENT_NOT_FOUND, UNKNOWN_PAYMENT_DECIDED.
 */
export async function refundUnknownPayment(shop: Shop, { paymentIntentId, by }: Decide): Promise<void> {
  await decide(shop, { paymentIntentId, by, state: "refunded", action: "payment.refund_unknown" });
}

/** Ignores a payment that does not belong to this shop. */
export async function ignoreUnknownPayment(shop: Shop, { paymentIntentId, by }: Decide): Promise<void> {
  await decide(shop, { paymentIntentId, by, state: "ignored", action: "payment.ignore_unknown" });
}

interface Decision extends Decide {
  state: "refunded" | "ignored";
  action: AuditAction;
}

async function decide(shop: Shop, { paymentIntentId, by, state, action }: Decision): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const row = await lockedRow(tx, paymentIntentId);
    if (row.state === state) return;
    assertState(row, ["open"]);
    await recordUnknownDecision(unit, { paymentIntentId, state });
    await audit(unit, { action, row, after: state });
    if (state === "refunded") await queueJob(tx, "sync-payment", { paymentIntentId, track: "sync" });
  });
}

/** UNKNOWN_PAYMENT_NOT_FOUND. */
async function lockedRow(tx: Tx, paymentIntentId: string): Promise<UnknownPayment> {
  const row = await lockUnknownPayment(tx, paymentIntentId);
  if (row === null) throw new DomainError("UNKNOWN_PAYMENT_NOT_FOUND", {});
  return row;
}

function assertState({ state, decidedBy }: UnknownPayment, allowed: UnknownPayment["state"][]): void {
  if (!allowed.includes(state)) throw new DomainError("UNKNOWN_PAYMENT_DECIDED", { state, by: decidedBy });
}

async function audit(
  unit: StaffUnit,
  { action, row, after }: { action: AuditAction; row: UnknownPayment; after: UnknownPayment["state"] },
): Promise<void> {
  const { paymentIntentId, amount, currency, state } = row;
  const money = { amount: { amount, currency } };
  await writeAudit(unit, {
    action,
    subject: paymentIntentId,
    before: { state, ...money },
    after: { state: after, ...money },
  });
}
