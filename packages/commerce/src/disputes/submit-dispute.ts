import type { Evidence } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { type Actor, noteAudit } from "../operations/audit-log.ts";
import { retrieveDispute, writeEvidence } from "../payments/dispute-requests.ts";
import type { Shop } from "../shop.ts";
import { assertAnswerable } from "./assert-answerable.ts";
import { claimDispute } from "./claim-dispute.ts";
import { findDisputedOrder } from "./find-disputed-order.ts";
import { syncDispute } from "./sync-dispute.ts";

interface SubmitDispute {
  disputeId: string;
  evidence: Evidence;
  by: Actor;
}

/**
 * Hands the evidence to the bank, once: nobody can change it then. Pressing twice is once, and so is pressing again
 * after an answer of Stripe's that was lost. DISPUTE_NOT_FOUND, DISPUTE_NOT_ANSWERABLE when it is closed, past due or was
 * submitted before, EVIDENCE_EMPTY, EVIDENCE_TOO_LONG, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 */
export async function submitDispute(shop: Shop, { disputeId, evidence, by }: SubmitDispute): Promise<void> {
  const { dispute, subject } = await findDisputedOrder(shop, disputeId);
  const { paymentIntentId } = dispute;
  const atStripe = await retrieveDispute(shop, disputeId);
  if (atStripe.status.endsWith("under_review") && dispute.answeredBy === by.name)
    return syncDispute(shop, { paymentIntentId, disputeId });
  if (assertAnswerable(shop, atStripe, evidence).length === 0) throw new DomainError("EVIDENCE_EMPTY", {});
  const unclaim = await claimDispute(shop, { disputeId, by: by.name });
  if (unclaim === null) return;
  try {
    await writeEvidence(shop, atStripe, { evidence, submit: true });
  } catch (error) {
    await unclaim();
    throw error;
  }
  await noteAudit(shop, {
    ...{ by, action: "dispute.submit", subject },
    before: { dispute: disputeId, status: atStripe.status },
    after: { dispute: disputeId, evidence },
  });
  await syncDispute(shop, { paymentIntentId, disputeId });
}
