import type { EvidenceField } from "@dualtrack/contract";

export interface EvidenceGroup {
  title: string;
  /** What belongs in these fields, and when it helps. */
  hint: string;
  fields: EvidenceField[];
  /** Stripe's reasons of disputes for which banks look at these fields first. */
  reasons: readonly string[] | "all";
}

/** The parts of the form, in its order. */
export const evidenceGroups: EvidenceGroup[] = [
  {
    title: "The customer",
    hint: "shows that it was the cardholder",
    fields: ["customer_name", "customer_email_address", "customer_purchase_ip", "billing_address"],
    reasons: "all",
  },
  {
    title: "What was bought",
    hint: "what it is, and how it was described",
    fields: ["product_description"],
    reasons: "all",
  },
  {
    title: "Delivery",
    hint: "that it was sent, and has arrived",
    fields: ["shipping_address", "shipping_carrier", "shipping_date", "shipping_tracking_number"],
    reasons: "all",
  },
  {
    title: "Everything else",
    hint: "the history of the order, and your own words to the bank",
    fields: ["uncategorized_text"],
    reasons: "all",
  },
  {
    title: "Downloads and services",
    hint: "that it was used",
    fields: ["service_date", "access_activity_log"],
    reasons: ["product_not_received", "product_unacceptable"],
  },
  {
    title: "Refunds",
    hint: "what the customer was told, and why there was none",
    fields: ["refund_policy_disclosure", "refund_refusal_explanation"],
    reasons: ["credit_not_processed", "product_unacceptable", "general"],
  },
  {
    title: "Cancellation",
    hint: "what the customer was told, and why it does not apply",
    fields: ["cancellation_policy_disclosure", "cancellation_rebuttal"],
    reasons: ["subscription_canceled", "credit_not_processed"],
  },
  {
    title: "Paid twice",
    hint: "that these were two purchases",
    fields: ["duplicate_charge_id", "duplicate_charge_explanation"],
    reasons: ["duplicate"],
  },
];

interface FieldDisplay {
  label: string;
  /** The label of each field, and the number of rows its text needs. */
  rows: number;
  hint?: string;
}

export const evidenceDisplays: Record<EvidenceField, FieldDisplay> = {
  customer_name: { label: "Name", rows: 1 },
  customer_email_address: { label: "E-mail address", rows: 1 },
  customer_purchase_ip: { label: "IP address when buying", rows: 1 },
  billing_address: { label: "Billing address", rows: 3 },
  product_description: { label: "Goods", rows: 3 },
  shipping_address: { label: "Delivery address", rows: 3 },
  shipping_carrier: { label: "Carrier", rows: 1 },
  shipping_date: { label: "Sent on", rows: 1 },
  shipping_tracking_number: { label: "Tracking number", rows: 1 },
  service_date: { label: "Date of the service", rows: 1 },
  access_activity_log: {
    label: "Log of use",
    rows: 4,
    hint: "Downloads or visits with time and address, that show that the customer has it.",
  },
  refund_policy_disclosure: { label: "Where the customer saw the refund policy", rows: 3 },
  refund_refusal_explanation: { label: "Why there is no refund", rows: 3 },
  cancellation_policy_disclosure: { label: "Where the customer saw the terms of cancellation", rows: 3 },
  cancellation_rebuttal: { label: "Why it was not cancelled in time", rows: 3 },
  duplicate_charge_id: { label: "The other payment (Stripe’s charge)", rows: 1 },
  duplicate_charge_explanation: { label: "How the two differ", rows: 3 },
  uncategorized_text: {
    label: "What else the bank should know",
    rows: 10,
    hint: "Say shortly why the payment is right. The shop has filled in what happened, from its own books.",
  },
};

/** Whether banks look at this part first for such a dispute. */
export function isWanted({ reasons }: EvidenceGroup, reason: string): boolean {
  return reasons === "all" || reasons.includes(reason);
}
