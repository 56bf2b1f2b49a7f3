import type { CaptureMethod, PaymentStatus, RefundState } from "@dualtrack/db";
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
import { readQuoteNumber } from "./payment-description.ts";
import { checkoutIdKey, sessionNumberKey } from "./payment-intents.ts";
import { type PaymentMethodFacts, paymentMethodFactsOf } from "./payment-method-facts.ts";
import { originOf, type PaymentOrigin } from "./payment-origin.ts";
import { type RefundMetadata, readRefundMetadata } from "./refund-metadata.ts";

/** A payment as Stripe reports it. Amounts are minor units of `currency`. */
export interface PaymentFacts {
  paymentIntentId: string;
  /** Our checkout's id from the intent's metadata; null: the payment is not of this shop. */
  checkoutId: string | null;
  /** The quote of the checkout that it was opened for. */
  quoteNumber: number;
  /** Of a payment on Stripe's page: how many sessions the checkout had before it. Null: the shop's page. */
  sessionNumber: number | null;
  /** The Checkout Session that it was made with; null: it was not requested, or there is none. */
  sessionId: string | null;
  status: PaymentStatus;
  captureMethod: CaptureMethod;
  /** Until when the authorized money can be captured; null: none is. */
  captureBefore: Date | null;
  /** What was authorized, once any of it is captured: as Stripe's charge has it, what was left out counts as refunded. */
  amountReceived: number;
  /** Of received money: an authorization that ends is none. */
  amountRefunded: number;
  /** The part of an authorization that was left out when it was captured; 0 otherwise. */
  amountUncaptured: number;
  currency: string;
  amount: number;
  chargeId: string | null;
  method: PaymentMethodFacts | null;
  failure: { code: string; message: string } | null;
  /** The last failed attempt in full; null if there is none. */
  lastFailure: FailureFacts | null;
  /** From the billing details; used if the customer's browser never sent one. */
  email: string | null;
  /** All refunds of the payment at Stripe; null if they were not requested. */
  refunds: RefundFacts[] | null;
  /** Whether the payment was ever disputed; stays true after the dispute. */
  isDisputed: boolean;
  /** All disputes of the payment; null if they were not requested. */
  disputes: DisputeFacts[] | null;
  /** All early fraud warnings about the payment; null if they were not requested. */
  fraudWarnings: FraudWarningFacts[] | null;
  /** Reviews by Radar. The intent contains the latest one, so there is always a value. */
  reviews: ReviewFacts[];
  /** The payment's origin, for restoring its order. */
  origin: PaymentOrigin;
  /** The time before the call to Stripe: the facts are at least as new as this. */
  observedAt: Date;
}

export interface RefundFacts {
  stripeRefundId: string;
  /** The metadata that this shop has sent with it; null: it was made at Stripe. */
  ours: RefundMetadata | null;
  /** Stripe's reason, e.g. `requested_by_customer`; null if none was given. */
  reason: string | null;
  /** When Stripe created it. */
  createdAt: Date;
  state: Exclude<RefundState, "requested">;
  amount: number;
  currency: string;
  failureReason: string | null;
}

/** Objects that were requested in addition to the intent; null: not requested. */
interface RequestedObjects {
  refunds: Stripe.Refund[] | null;
  disputes: Stripe.Dispute[] | null;
  fraudWarnings: Stripe.Radar.EarlyFraudWarning[] | null;
  reviews: Stripe.Review[];
  sessionId: string | null;
}

/**
 * Reads the facts from a PaymentIntent whose `latest_charge` and `review` are expanded. Refunds, disputes and warnings are
 * null; `withRequested` adds them.
 */
export function factsOf(intent: Stripe.PaymentIntent, observedAt: Date): PaymentFacts {
  const review = typeof intent.review === "object" ? intent.review : null;
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const failure = intent.last_payment_error;
  return {
    paymentIntentId: intent.id,
    checkoutId: ourCheckoutId(intent),
    quoteNumber: readQuoteNumber(intent),
    sessionNumber: readSessionNumber(intent),
    sessionId: null,
    status: knownStatus(intent.status),
    amount: intent.amount,
    captureMethod: intent.capture_method === "manual" ? "manual" : "automatic",
    captureBefore: intent.status === "requires_capture" ? captureBeforeOf(intent, charge) : null,
    amountReceived: receivedAmountOf(intent),
    amountRefunded: refundedAmountOf(charge),
    amountUncaptured: receivedAmountOf(intent) - intent.amount_received,
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

/** How long a bank reserves money if Stripe does not say. @see https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const authorizationMs = 7 * 24 * 60 * 60_000;

function captureBeforeOf(intent: Stripe.PaymentIntent, charge: Stripe.Charge | null): Date {
  const told = charge?.payment_method_details?.card?.capture_before;
  if (told !== undefined && told !== null) return new Date(told * 1000);
  return new Date((charge?.created ?? intent.created) * 1000 + authorizationMs);
}

/**
 * The amount of a payment that counts as received, in minor units. Of an authorization that was captured in part it is the whole, as
 * Stripe's charge says that the rest was refunded.
 */
export function receivedAmountOf(intent: Stripe.PaymentIntent): number {
  const { status, capture_method: method, amount, amount_received: received } = intent;
  return status === "succeeded" && method === "manual" ? Math.max(amount, received) : received;
}

/** The refunded amount of a charge, in minor units. Stripe counts an authorization that was released as refunded, too. */
export function refundedAmountOf(charge: Stripe.Charge | null): number {
  return charge?.captured ? charge.amount_refunded : 0;
}

/** The same facts with the objects that were requested in addition. */
export function withRequested(
  facts: PaymentFacts,
  { refunds, disputes, fraudWarnings, reviews, sessionId }: RequestedObjects,
): PaymentFacts {
  return {
    ...facts,
    sessionId,
    refunds: refunds?.map(refundFactsOf) ?? null,
    disputes: disputes?.map(disputeFactsOf) ?? null,
    fraudWarnings: fraudWarnings?.map(fraudWarningFactsOf) ?? null,
    reviews: [...facts.reviews, ...reviews.map(reviewFactsOf)],
  };
}

/** Other programs may use the same metadata key with values that are no ids. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of the checkout that a PaymentIntent belongs to; null: it is not of this shop. */
export function ourCheckoutId({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): string | null {
  const id = metadata[checkoutIdKey];
  return id !== undefined && uuid.test(id) ? id : null;
}

function readSessionNumber({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): number | null {
  const text = metadata[sessionNumberKey];
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
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

/** Stripe may add statuses: an unknown one throws here instead of being stored wrongly. */
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

/** Whether anything of a payment was refunded, disputed, warned of or reviewed. */
export function hasRisks({ refunds, disputes, fraudWarnings, reviews }: PaymentFacts): boolean {
  return [refunds, disputes, fraudWarnings, reviews].some((reported) => (reported?.length ?? 0) > 0);
}
