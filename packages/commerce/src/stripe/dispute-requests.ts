import { type Evidence, type EvidenceField, evidenceFields } from "@dualtrack/contract";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isMissing } from "./payment-intents.ts";

/** DISPUTE_NOT_FOUND, PAYMENT_UNAVAILABLE. */
export function retrieveDispute(shop: Shop, disputeId: string): Promise<Stripe.Dispute> {
  return explained(shop, disputeId, () => shop.stripe.disputes.retrieve(disputeId));
}

/** Stripe has no way to take a text out of evidence again: a blank says nothing either. */
const nothingToSay = " ";

/** The texts that stand at Stripe as evidence; null: nothing, or a blank. */
export function evidenceOf({ evidence }: Stripe.Dispute): Record<EvidenceField, string | null> {
  return Object.fromEntries(
    evidenceFields.map((field) => [field, evidence[field]?.trim() || null]),
  ) as Record<EvidenceField, string | null>;
}

/**
 * Writes texts to the evidence at Stripe, and hands it all to the bank if `submit`: that can't be taken back.
 * DISPUTE_NOT_FOUND, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 * @see https://docs.stripe.com/api/disputes/update
 */
export async function writeEvidence(
  shop: Shop,
  before: Stripe.Dispute,
  { evidence, submit }: { evidence: Evidence; submit: boolean },
): Promise<void> {
  const known = evidenceOf(before);
  const changed = Object.entries(evidence)
    .filter(([field, text]) => text.trim() || known[field as EvidenceField])
    .map(([field, text]) => [field, text.trim() || nothingToSay]);
  if (changed.length === 0 && !submit) return;
  const words = changed.length === 0 ? {} : { evidence: Object.fromEntries(changed) };
  await explained(shop, before.id, () => shop.stripe.disputes.update(before.id, { ...words, submit }));
}

/**
 * Accepts a dispute: the money is lost, for good. DISPUTE_NOT_FOUND, EVIDENCE_REFUSED, PAYMENT_UNAVAILABLE.
 * @see https://docs.stripe.com/api/disputes/close
 */
export async function closeDispute(shop: Shop, disputeId: string): Promise<void> {
  await explained(shop, disputeId, () => shop.stripe.disputes.close(disputeId));
}

async function explained<Answer>(shop: Shop, disputeId: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (isMissing(error)) throw new DomainError("DISPUTE_NOT_FOUND", {});
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    shop.log[isRefusal ? "warn" : "error"](
      { err: error, disputeId },
      "Stripe did not take a dispute's answer",
    );
    if (!isRefusal) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    const field = evidenceFields.find((name) => error.param === `evidence[${name}]`) ?? null;
    throw new DomainError("EVIDENCE_REFUSED", { field, said: error.message.slice(0, 500) });
  }
}
