/** The evidence programs of the networks that a dispute can qualify for. */
type EnhancedType = "visa_compelling_evidence_3" | "visa_compliance";

/** What a customer complains of at their bank. */
export interface DisputeGrounds {
  reason: DisputeReason;
  /** The bank only asks, and takes no money yet. */
  inquiry?: boolean;
  /** In minor units; all that has not been refunded when left out. */
  amount?: number;
  /** The evidence program of the network that this dispute qualifies for. */
  enhanced?: EnhancedType;
}

/** https://docs.stripe.com/api/disputes/object#dispute_object-reason */
export const disputeReasons = [
  "bank_cannot_process",
  "check_returned",
  "credit_not_processed",
  "customer_initiated",
  "debit_not_authorized",
  "duplicate",
  "fraudulent",
  "general",
  "incorrect_account_details",
  "insufficient_funds",
  "noncompliant",
  "product_not_received",
  "product_unacceptable",
  "subscription_canceled",
  "unrecognized",
] as const;

type DisputeReason = (typeof disputeReasons)[number];
