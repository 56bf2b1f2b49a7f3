import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import type { Dispute, Stripe } from "../../stripe/stripe-types.ts";
import { mergeEnhanced } from "./enhanced-evidence.ts";

type EvidenceParams = Stripe.DisputeUpdateParams.Evidence;

/** The text fields of evidence, and their limits. https://docs.stripe.com/api/disputes/update */
const longest: Record<string, number> = {
  access_activity_log: 20_000,
  cancellation_policy_disclosure: 20_000,
  cancellation_rebuttal: 20_000,
  duplicate_charge_explanation: 20_000,
  product_description: 20_000,
  refund_policy_disclosure: 20_000,
  refund_refusal_explanation: 20_000,
  uncategorized_text: 20_000,
};
const texts = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_tracking_number",
  "uncategorized_text",
] as const;
const files = [
  "cancellation_policy",
  "customer_communication",
  "customer_signature",
  "duplicate_charge_documentation",
  "receipt",
  "refund_policy",
  "service_documentation",
  "shipping_documentation",
  "uncategorized_file",
] as const;
const MOST_CHARACTERS = 150_000;

/** Evidence of which nothing has been given yet. */
export function noEvidence(): Dispute["evidence"] {
  const nothing = Object.fromEntries([...texts, ...files].map((name) => [name, null]));
  return { ...nothing, enhanced_evidence: {} } as Dispute["evidence"];
}

/** The evidence with what was given added; each field replaces the one before it. */
export function mergeEvidence(
  work: UnitOfWork,
  dispute: Dispute,
  given: EvidenceParams,
): Dispute["evidence"] {
  const merged = { ...dispute.evidence };
  for (const name of files)
    if (given[name] !== undefined) throw notCovered(`files as evidence ('evidence[${name}]')`);
  if (given.appeal !== undefined) throw notCovered("appeals ('evidence[appeal]')");
  for (const name of texts) {
    const text = given[name];
    if (text === undefined) continue;
    merged[name] = text;
    const most = longest[name];
    if (most !== undefined && text.length > most)
      throw badParam(`evidence[${name}]`, `Invalid string: must be at most ${most} characters`);
  }
  const total = texts.reduce((sum, name) => sum + (merged[name]?.length ?? 0), 0);
  if (total > MOST_CHARACTERS)
    throw badParam(
      "evidence",
      `The combined length of all evidence must be at most ${MOST_CHARACTERS} characters; it is ${total}.`,
    );
  if (given.enhanced_evidence !== undefined)
    merged.enhanced_evidence = given.enhanced_evidence
      ? mergeEnhanced(work, dispute, given.enhanced_evidence)
      : {};
  return merged;
}

/** Whether anything at all has been given. */
export function hasEvidence(evidence: Dispute["evidence"]): boolean {
  return texts.some((name) => evidence[name] !== null) || Object.keys(evidence.enhanced_evidence).length > 0;
}
