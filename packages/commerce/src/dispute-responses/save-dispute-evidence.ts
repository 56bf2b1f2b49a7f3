import type { Evidence } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { recordAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { retrieveDispute, writeEvidence } from "../stripe/dispute-requests.ts";
import { assertAnswerable } from "./assert-answerable.ts";
import { assertDraftSeen, draftVersionOf } from "./draft-version.ts";
import { findDisputedOrder } from "./find-disputed-order.ts";
import { syncDispute } from "./sync-dispute.ts";

interface SaveDisputeEvidence {
  disputeId: string;
  evidence: Evidence;
  /** The one that was read with `getDisputeEvidence`. */
  draftVersion: string;
  by: Actor;
}

/**
 * Saves evidence at Stripe as a draft, which the bank does not see yet. Answers the version of what is stored then. DISPUTE_NOT_FOUND,
 * DISPUTE_NOT_ANSWERABLE, EVIDENCE_CHANGED, EVIDENCE_TOO_LONG, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 */
export async function saveDisputeEvidence(
  shop: Shop,
  { disputeId, evidence, draftVersion, by }: SaveDisputeEvidence,
): Promise<{ draftVersion: string }> {
  const { dispute, subject } = await findDisputedOrder(shop, disputeId);
  const atStripe = await retrieveDispute(shop, disputeId);
  assertAnswerable(shop, atStripe, evidence);
  assertDraftSeen(atStripe, { evidence, draftVersion });
  const stored = await writeEvidence(shop, atStripe, { evidence, submit: false });
  const fields = Object.keys(evidence).filter((field) => evidence[field as keyof Evidence]);
  await recordAudit(shop, {
    ...{ by, action: "dispute.save", subject },
    before: { dispute: disputeId },
    after: { dispute: disputeId, fields },
  });
  await syncDispute(shop, { paymentIntentId: dispute.paymentIntentId, disputeId });
  return { draftVersion: draftVersionOf(stored) };
}
