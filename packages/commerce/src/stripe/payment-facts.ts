import type { PaymentStatus, RefundState } from "@dualtrack/db";
import type Stripe from "stripe";
import {
  type DisputeFacts,
  disputeFactsOf,
  type FraudWarningFacts,
  fraudWarningFactsOf,
  type ReviewFacts,
  reviewFactsOf,
} from "./dispute-facts.ts";
import { type FailureFacts, lastFailureOf } from "./failure-facts.ts";
import { checkoutIdKey } from "./payment-intents.ts";
import { type PaymentMethodFacts, paymentMethodFactsOf } from "./payment-method-facts.ts";
import { originOf, type PaymentOrigin } from "./payment-origin.ts";
import { type RefundMetadata, readRefundMetadata } from "./refund-metadata.ts";

/** What Stripe said about one payment. Amounts are minor units of `currency`. */
export interface PaymentFacts {
  paymentIntentId: string;
  /** Our checkout, from the intent's metadata; null: the payment is not ours. */
  checkoutId: string | null;
  status: PaymentStatus;
  amountReceived: number;
  amountRefunded: number;
  currency: string;
  amount: number;
  chargeId: string | null;
  method: PaymentMethodFacts | null;
  failure: { code: string; message: string } | null;
  /** The last refused try, in full; null: the payment says of none. */
  lastFailure: FailureFacts | null;
  /** From the billing details; used when the customer's browser never told us. */
  email: string | null;
  /** Every refund of it that Stripe knows; null when it was not asked. */
  refunds: RefundFacts[] | null;
  /** Whether a bank has ever questioned it; it stays so when the dispute is over. */
  isDisputed: boolean;
  /** Every dispute of it; null when Stripe was not asked. */
  disputes: DisputeFacts[] | null;
  /** Every early fraud warning about it; null when Stripe was not asked. */
  fraudWarnings: FraudWarningFacts[] | null;
  /** Reviews that Radar opened; the intent itself names its latest one, so this is never unknown. */
  reviews: ReviewFacts[];
  /** Where it comes from, for an order that has to be made again. */
  origin: PaymentOrigin;
  /** Taken before Stripe was asked, so the facts are at least this fresh. */
  observedAt: Date;
}

export interface RefundFacts {
  stripeRefundId: string;
  /** What we sent along with it; null: it was made at Stripe. */
  ours: RefundMetadata | null;
  /** Stripe's word for why, e.g. `requested_by_customer`; null: nobody said. */
  reason: string | null;
  /** When Stripe made it. */
  createdAt: Date;
  state: Exclude<RefundState, "requested">;
  amount: number;
  currency: string;
  failureReason: string | null;
}

/** What Stripe was asked beside the intent; what is null was not asked. */
interface RequestedObjects {
  refunds: Stripe.Refund[] | null;
  disputes: Stripe.Dispute[] | null;
  fraudWarnings: Stripe.Radar.EarlyFraudWarning[] | null;
  reviews: Stripe.Review[];
}

/**
 * Reads the facts off a PaymentIntent whose `latest_charge` and `review` are expanded. Whether it has refunds, disputes
 * or warnings was not asked: `withAsked` adds them.
 */
export function factsOf(intent: Stripe.PaymentIntent, observedAt: Date): PaymentFacts {
  const review = typeof intent.review === "object" ? intent.review : null;
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const failure = intent.last_payment_error;
  return {
    paymentIntentId: intent.id,
    checkoutId: ourCheckoutId(intent),
    status: knownStatus(intent.status),
    amount: intent.amount,
    amountReceived: intent.amount_received,
    amountRefunded: charge?.amount_refunded ?? 0,
    currency: intent.currency,
    chargeId: charge?.id ?? null,
    method: charge?.payment_method_details ? paymentMethodFactsOf(charge.payment_method_details) : null,
    failure: failure
      ? { code: failure.decline_code ?? failure.code ?? "unknown", message: failure.message ?? "" }
      : null,
    lastFailure: lastFailureOf(intent, observedAt),
    email: charge?.billing_details.email ?? intent.receipt_email ?? null,
    refunds: null,
    isDisputed: charge?.disputed ?? false,
    disputes: null,
    fraudWarnings: null,
    reviews: review === null ? [] : [reviewFactsOf(review)],
    origin: originOf(intent, charge),
    observedAt,
  };
}

/** The same facts, with what else Stripe was asked about the payment. */
export function withRequested(
  facts: PaymentFacts,
  { refunds, disputes, fraudWarnings, reviews }: RequestedObjects,
): PaymentFacts {
  return {
    ...facts,
    refunds: refunds?.map(refundFactsOf) ?? null,
    disputes: disputes?.map(disputeFactsOf) ?? null,
    fraudWarnings: fraudWarnings?.map(fraudWarningFactsOf) ?? null,
    reviews: [...facts.reviews, ...reviews.map(reviewFactsOf)],
  };
}

/** Whatever else stands in another program's metadata is not an id of ours. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The checkout that a PaymentIntent is for; null: it is not ours. */
export function ourCheckoutId({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): string | null {
  const id = metadata[checkoutIdKey];
  return id !== undefined && uuid.test(id) ? id : null;
}

export function refundFactsOf(refund: Stripe.Refund): RefundFacts {
  return {
    stripeRefundId: refund.id,
    ours: readRefundMetadata(refund.metadata),
    reason: refund.reason,
    createdAt: new Date(refund.created * 1000),
    state: knownRefundState(refund.status),
    amount: refund.amount,
    currency: refund.currency,
    failureReason: refund.failure_reason ?? null,
  };
}

const statuses: Record<PaymentStatus, true> = {
  requires_payment_method: true,
  requires_confirmation: true,
  requires_action: true,
  processing: true,
  requires_capture: true,
  canceled: true,
  succeeded: true,
};

/** Stripe's enums are open: a status of a later API version stops here, loudly, and not as a wrong order. */
function knownStatus(status: string): PaymentStatus {
  if (status in statuses) return status as PaymentStatus;
  throw new Error(`Unknown PaymentIntent status ${status}`);
}

const refundStates: Record<RefundFacts["state"], true> = {
  pending: true,
  requires_action: true,
  succeeded: true,
  failed: true,
  canceled: true,
};

function knownRefundState(status: string | null): RefundFacts["state"] {
  if (status !== null && status in refundStates) return status as RefundFacts["state"];
  throw new Error(`Unknown refund status ${status}`);
}
