import type { Evidence } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { retrieveDispute, writeEvidence } from "../stripe/dispute-requests.ts";
import { assertAnswerable } from "./assert-answerable.ts";
import { assertDraftSeen } from "./draft-version.ts";
import { findDisputedOrder, isAnsweredBy } from "./find-disputed-order.ts";
import { recordAnswer, sendAnswer } from "./send-answer.ts";

interface SubmitDispute {
  disputeId: string;
  evidence: Evidence;
  /** The one that was read with `getDisputeEvidence`, or answered when a draft was saved. */
  draftVersion: string;
  by: Actor;
}

/**
 * Submits the evidence to the bank; it can't be changed afterwards. A repeated request submits it once, also if Stripe's
 * answer to the first one was lost. DISPUTE_NOT_FOUND, DISPUTE_NOT_ANSWERABLE when it is closed, past due or was submitted
 * before, EVIDENCE_EMPTY, EVIDENCE_CHANGED, EVIDENCE_TOO_LONG, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 */
export async function submitDispute(
  shop: Shop,
  { disputeId, evidence, draftVersion, by }: SubmitDispute,
): Promise<void> {
  const { dispute, subject } = await findDisputedOrder(shop, disputeId);
  const atStripe = await retrieveDispute(shop, disputeId);
  const answer = {
    ...{
      disputeId,
      paymentIntentId: dispute.paymentIntentId,
      by,
      action: "dispute.submit" as const,
      subject,
    },
    before: { dispute: disputeId, status: dispute.status },
    after: { dispute: disputeId, evidence },
  };
  if (atStripe.status.endsWith("under_review") && (await isAnsweredBy(shop, disputeId, by.name)))
    return recordAnswer(shop, answer);
  if (assertAnswerable(shop, atStripe, evidence).length === 0) throw new DomainError("EVIDENCE_EMPTY", {});
  assertDraftSeen(atStripe, { evidence, draftVersion });
  await sendAnswer(shop, answer, async () => {
    await writeEvidence(shop, atStripe, { evidence, submit: true });
  });
}
