import type { Actor } from "../actor.ts";
import { type recordAudit, writeAudit } from "../audit/audit-log.ts";
import { awaitAnswer, claimDispute, recordAnswered } from "../disputes/claim-dispute.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { syncDispute } from "./sync-dispute.ts";

type AuditFacts = Pick<Parameters<typeof recordAudit>[1], "before" | "after">;

interface Answer extends AuditFacts {
  disputeId: string;
  paymentIntentId: string;
  by: Actor;
  action: "dispute.submit" | "dispute.accept";
  /** The subject of the audit entry: the order's number. */
  subject: string;
}

/**
 * Sends an answer to Stripe and records it. Only one of several concurrent requests calls `send`. DISPUTE_NOT_ANSWERABLE
 * when another request is answering and does not end in time; also throws what `send` throws.
 */
export async function sendAnswer(shop: Shop, answer: Answer, send: () => Promise<void>): Promise<void> {
  const { disputeId, by } = answer;
  const claim = await claimDispute(shop, { disputeId, by: by.name });
  if (claim === null) return awaitAnswer(shop, disputeId);
  try {
    await send();
  } catch (error) {
    const mayBeAccepted = error instanceof DomainError && error.code === "PAYMENT_UNAVAILABLE";
    await (mayBeAccepted ? claim.release() : claim.undo());
    throw error;
  }
  await recordAnswer(shop, answer);
}

/** Records an answer that Stripe has accepted, unless it is recorded already. */
export async function recordAnswer(
  shop: Shop,
  { disputeId, paymentIntentId, ...entry }: Answer,
): Promise<void> {
  const { action, subject, by, before, after } = entry;
  await transactFor(shop, by, async (unit) => {
    // Requests of one person that both have sent it record it one after the other.
    await recordAnswered(unit, disputeId);
    const isRecorded = await unit.tx.auditEntry.count({
      where: { action, subject, after: { path: ["dispute"], equals: disputeId } },
    });
    if (isRecorded === 0) await writeAudit(unit, { action, subject, before, after });
  });
  await syncDispute(shop, { paymentIntentId, disputeId });
}
