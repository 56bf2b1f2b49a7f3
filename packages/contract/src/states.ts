/**
 * Names of states and choices, as the database, the API and both apps spell them. Every page loads this file, so it
 * imports nothing. Which move is allowed is commerce's business.
 */
export const checkoutStates = ["open", "paying", "completed", "expired", "cancelled"] as const;
export type CheckoutState = (typeof checkoutStates)[number];

export const orderStates = ["processing", "confirmed", "completed", "failed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

/** Availability of a product or variant, as a customer understands it. */
export const availabilities = ["available", "low", "sold_out", "upcoming"] as const;
export type Availability = (typeof availabilities)[number];

/** `disputed`: the bank holds the money until it decides; `dispute_lost`: the money is gone. */
export const orderPaymentStates = [
  "unpaid",
  "paid",
  "partially_refunded",
  "refunded",
  "disputed",
  "dispute_lost",
] as const;
export type OrderPaymentState = (typeof orderPaymentStates)[number];

/** `not_required`: nothing will be sent, as all of it was cancelled or given back. */
export const fulfilmentStates = [
  "unfulfilled",
  "partly_shipped",
  "shipped",
  "delivered",
  "not_required",
] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];

/** Owner: everything. Manager: refunds and stock, too. Support: reads, writes notes, resends mails. */
export const staffRoles = ["owner", "manager", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Why an invitation to the staff is over. */
export type InvitationEnd = "accepted" | "revoked" | "expired";

/** Why staff give money back; the first three are Stripe's own words for it. */
export const staffRefundReasons = ["requested_by_customer", "duplicate", "fraudulent", "other"] as const;
export type StaffRefundReason = (typeof staffRefundReasons)[number];

/**
 * Stripe's own. The `warning_…` ones are inquiries: the bank asks, and no money has moved. The `appeal_…` ones follow a
 * lost dispute that may still be turned.
 */
export const disputeStatuses = [
  "needs_response",
  "under_review",
  "won",
  "lost",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "prevented",
  "appeal_needs_response",
  "appeal_under_review",
] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

/** How disputes stand, in few words: the list's filter. */
export const disputeLists = ["open", "closed", "all"] as const;
export type DisputeListName = (typeof disputeLists)[number];

/** Why an order had better not leave the building, or not yet. */
export const paymentRisks = [
  "disputed",
  "dispute_lost",
  "inquiry",
  "fraud_warning",
  "refund_failed",
  "review",
] as const;
export type PaymentRisk = (typeof paymentRisks)[number];

/** What became of a payment that the database had lost; `open`: staff decide. */
export const unknownPaymentStates = ["open", "restored", "refunded", "ignored"] as const;
export type UnknownPaymentState = (typeof unknownPaymentStates)[number];

/** Why the order of such a payment could not be made again. */
export const unknownPaymentProblems = [
  "not_described",
  "incomplete",
  "sums_differ",
  "sku_missing",
  "out_of_stock",
] as const;
export type UnknownPaymentProblem = (typeof unknownPaymentProblems)[number];

export const reservationStates = ["held", "committed", "released", "expired"] as const;
export type ReservationState = (typeof reservationStates)[number];

export const stockMovementKinds = ["receive", "sell", "return", "adjust"] as const;
export type StockMovementKind = (typeof stockMovementKinds)[number];

/** Why staff correct what is on hand. */
export const stockCorrectionReasons = ["counted", "damaged", "lost", "found", "given_away", "other"] as const;
export type StockCorrectionReason = (typeof stockCorrectionReasons)[number];

/** What came of one payment in a sync by hand. `skipped`: there was nothing to do, or nothing is decided yet. */
export const syncItemStates = ["waiting", "synced", "failed", "skipped"] as const;
export type SyncItemState = (typeof syncItemStates)[number];

/** How an event of Stripe's stands: `dead` was tried too often, `ignored` says nothing about a payment of ours. */
export const webhookEventStates = ["received", "processed", "failed", "dead", "ignored"] as const;
export type WebhookEventState = (typeof webhookEventStates)[number];

/** How far back the figures look. */
export const reservationPeriods = ["24h", "7d", "30d"] as const;
export type ReservationPeriod = (typeof reservationPeriods)[number];

/** How far back staff look at declined payments. */
export const declinePeriods = ["24h", "7d", "30d"] as const;
export type DeclinePeriod = (typeof declinePeriods)[number];

export const stockLists = ["all", "low", "out"] as const;
export type StockListName = (typeof stockLists)[number];
export const stockSorts = ["product", "free", "held", "on_hand"] as const;
export type StockSort = (typeof stockSorts)[number];

/** What a picture drawn for a product may show. */
export const artworks = ["sleeve", "cassette", "shirt", "poster", "tote"] as const;
export type ArtworkKind = (typeof artworks)[number];

/** Currencies a price can be set in, lower case as Stripe writes them. */
export const priceCurrencies = [
  "eur",
  "usd",
  "gbp",
  "jpy",
  "chf",
  "sek",
  "dkk",
  "nok",
  "pln",
  "czk",
  "cad",
  "aud",
  "nzd",
  "kwd",
] as const;

/** Where a product stands: not shown, shown with a time at which sales open, or on sale. */
export const productStatuses = ["draft", "upcoming", "on_sale"] as const;
export type ProductStatus = (typeof productStatuses)[number];

/**
 * What a bank can be told in words about a disputed payment, as Stripe calls it.
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
