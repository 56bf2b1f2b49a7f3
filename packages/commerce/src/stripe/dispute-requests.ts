import { type Evidence, type EvidenceField, evidenceFields } from "@dualtrack/contract";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isMissing } from "./payment-intents.ts";

/** DISPUTE_NOT_FOUND, PAYMENT_UNAVAILABLE. */
export function retrieveDispute(shop: Shop, disputeId: string): Promise<Stripe.Dispute> {
  return withRefusals(shop, disputeId, () => shop.stripe.disputes.retrieve(disputeId));
}

/** Stripe can't delete a text of the evidence, so a blank replaces it. */
const blank = " ";

/** The texts of the evidence at Stripe; null for an empty or blank one. */
export function evidenceOf({ evidence }: Stripe.Dispute): Record<EvidenceField, string | null> {
  return Object.fromEntries(
    evidenceFields.map((field) => [field, evidence[field]?.trim() || null]),
  ) as Record<EvidenceField, string | null>;
}

/**
 * Writes texts to the evidence at Stripe, and submits all of it to the bank if `submit` is true, which is final. Answers the dispute then.
 * DISPUTE_NOT_FOUND, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 * @see https://docs.stripe.com/api/disputes/update
 */
export async function writeEvidence(
  shop: Shop,
  before: Stripe.Dispute,
  { evidence, submit }: { evidence: Evidence; submit: boolean },
): Promise<Stripe.Dispute> {
  const known = evidenceOf(before);
  const changed = Object.entries(evidence)
    .filter(([field, text]) => text.trim() || known[field as EvidenceField])
    .map(([field, text]) => [field, text.trim() || blank]);
  if (changed.length === 0 && !submit) return before;
  const update = changed.length === 0 ? {} : { evidence: Object.fromEntries(changed) };
  return withRefusals(shop, before.id, () => shop.stripe.disputes.update(before.id, { ...update, submit }));
}

/**
 * Accepts a dispute: the money is lost. DISPUTE_NOT_FOUND, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 * @see https://docs.stripe.com/api/disputes/close
 */
export async function closeDispute(shop: Shop, disputeId: string): Promise<void> {
  await withRefusals(shop, disputeId, () => shop.stripe.disputes.close(disputeId));
}

async function withRefusals<Answer>(
  shop: Shop,
  disputeId: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (isMissing(error)) throw new DomainError("DISPUTE_NOT_FOUND", {});
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    shop.log[isRefusal ? "warn" : "error"](
      { err: error, disputeId },
      "Stripe did not accept a dispute's answer",
    );
    if (!isRefusal) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    const field = evidenceFields.find((name) => error.param === `evidence[${name}]`) ?? null;
    throw new DomainError("EVIDENCE_REFUSED", { field, said: error.message.slice(0, 500) });
  }
}
