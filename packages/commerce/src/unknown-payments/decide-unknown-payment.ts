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
 * Staff have corrected stock or SKUs and want the order made after all; also of a payment that was ignored. Stripe is
 * asked at once. Answers what came of it: `open` when something is still missing.
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
    // What was ignored had no problem of its own to show, should this fail.
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
 * Staff give all of the money back: the decision is kept first, and a job makes the order again as a cancelled one, as
 * far as it is known, refunds what is left of the payment and writes to the customer. Pressing twice is once.
 * UNKNOWN_PAYMENT_NOT_FOUND, UNKNOWN_PAYMENT_DECIDED.
 */
export async function refundUnknownPayment(shop: Shop, { paymentIntentId, by }: Decide): Promise<void> {
  await decide(shop, { paymentIntentId, by, state: "refunded", action: "payment.refund_unknown" });
}

/** Staff say that a payment is none of this shop's: nothing is done about it any more. */
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
