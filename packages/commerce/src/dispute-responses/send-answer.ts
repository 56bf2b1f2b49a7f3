import type { Actor } from "../actor.ts";
import { recordAudit } from "../audit/audit-log.ts";
import { awaitAnswer, claimDispute, recordAnswered } from "../disputes/claim-dispute.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { syncDispute } from "./sync-dispute.ts";

type AuditFacts = Pick<Parameters<typeof recordAudit>[1], "before" | "after">;

interface Answer extends AuditFacts {
  disputeId: string;
  paymentIntentId: string;
  by: Actor;
  action: "dispute.submit" | "dispute.accept";
  /** The order's number, as the audit log calls it. */
  subject: string;
}

/**
 * Sends an answer to Stripe, once: `send` is called by one press of all. Then it is in the audit log and booked.
 * DISPUTE_NOT_ANSWERABLE when somebody else is just answering, and what `send` throws.
 */
export async function sendAnswer(shop: Shop, answer: Answer, send: () => Promise<void>): Promise<void> {
  const { disputeId, by } = answer;
  const claim = await claimDispute(shop, { disputeId, by: by.name });
  if (claim === null) return awaitAnswer(shop, disputeId);
  try {
    await send();
  } catch (error) {
    const mayHaveGotThrough = error instanceof DomainError && error.code === "PAYMENT_UNAVAILABLE";
    await (mayHaveGotThrough ? claim.release() : claim.undo());
    throw error;
  }
  await bookAnswer(shop, answer);
}

/** Books an answer that Stripe has: also one of which Stripe's word was lost, and which is pressed again. */
export async function bookAnswer(
  shop: Shop,
  { disputeId, paymentIntentId, ...entry }: Answer,
): Promise<void> {
  const { action, subject } = entry;
  const isRecorded = await shop.db.auditEntry.count({
    where: { action, subject, after: { path: ["dispute"], equals: disputeId } },
  });
  if (isRecorded === 0) await recordAudit(shop, entry);
  await recordAnswered(shop, disputeId);
  await syncDispute(shop, { paymentIntentId, disputeId });
}
