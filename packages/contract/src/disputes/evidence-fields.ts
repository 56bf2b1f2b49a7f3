/**
 * The text fields of a dispute's evidence, as Stripe names them.
 * @see https://docs.stripe.com/api/disputes/update
 */
export const evidenceFields = [
  "customer_name",
  "customer_email_address",
  "customer_purchase_ip",
  "billing_address",
  "product_description",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_tracking_number",
  "service_date",
  "access_activity_log",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "duplicate_charge_id",
  "duplicate_charge_explanation",
  "uncategorized_text",
] as const;
export type EvidenceField = (typeof evidenceFields)[number];

/** Limits of a dispute's evidence in characters: of one field, and of all fields together. */
export const maxEvidenceField = 20_000;
export const maxEvidence = 150_000;
