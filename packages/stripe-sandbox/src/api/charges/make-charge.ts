import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { adviceOf } from "../payment-methods/card-declined.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import type { Attempt } from "../payment-methods/payment-method-kind.ts";
import { statementText } from "./statement-text.ts";

/**
 * Records one attempt to take the money of a payment intent, successful or not. Where the bank decides later, the
 * charge is pending.
 */
export function makeCharge(
  work: UnitOfWork,
  intent: PaymentIntent,
  method: PaymentMethod,
  attempt: Attempt,
): Charge {
  const { capture } = attempt;
  const kind = kindOf(method);
  const instrument = instrumentOf(work, method.id);
  const charge: Charge = {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: capture ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: method.billing_details.tax_id ?? null },
    calculated_statement_descriptor: statementText(intent),
    captured: capture,
    created: work.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: instrument.elevatedRisk ? elevatedRisk : approval(kind.decidesLater),
    paid: !kind.decidesLater,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: kind.chargeDetails(work, intent, method, { ...attempt, instrument }),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: kind.decidesLater ? "pending" : "succeeded",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  const made = attempt.decline ? asFailed(charge, attempt.decline) : charge;
  work.store.insert(made, null, made.created);
  return made;
}

/** The charge as it is when the bank has said no. */
export function asFailed(charge: Charge, decline: Decline): Charge {
  return {
    ...charge,
    amount_captured: 0,
    calculated_statement_descriptor: null,
    captured: false,
    failure_code: decline.failureCode ?? decline.code,
    failure_message: decline.message,
    outcome: outcomeOf(decline),
    paid: false,
    status: "failed",
  };
}

const riskScores = { normal: 12, elevated: 68, highest: 82 };

const noAdvice = { advice_code: null, network_advice_code: null, network_decline_code: null };

/** Radar does not rate bank debits. */
function approval(isDebit: boolean): Charge["outcome"] {
  return {
    ...noAdvice,
    network_status: "approved_by_network",
    reason: null,
    ...(isDebit ? { risk_level: "not_assessed" } : { risk_level: "normal", risk_score: riskScores.normal }),
    seller_message: "Payment complete.",
    type: "authorized",
  };
}

/** https://docs.stripe.com/declines#payments-placed-in-review */
const elevatedRisk: Charge["outcome"] = {
  ...noAdvice,
  network_status: "approved_by_network",
  reason: "elevated_risk_level",
  risk_level: "elevated",
  risk_score: riskScores.elevated,
  seller_message:
    "Stripe evaluated this payment as having elevated risk, and placed it in your manual review queue.",
  type: "manual_review",
};

function outcomeOf(decline: Decline): Charge["outcome"] {
  if (decline.outcome)
    return { ...noAdvice, ...decline.outcome, risk_score: riskScores[decline.outcome.risk_level] };
  const reason = decline.failureCode ?? decline.declineCode ?? decline.code;
  return {
    ...noAdvice,
    advice_code: adviceOf(decline),
    network_decline_code: decline.failureCode ? null : "01",
    network_status: "declined_by_network",
    reason,
    ...(decline.failureCode ? { risk_level: "not_assessed" } : { risk_level: "normal", risk_score: 34 }),
    seller_message:
      sellerMessages[reason] ?? "The bank did not return any further details with this decline.",
    type: "issuer_declined",
  };
}

const sellerMessages: Record<string, string> = {
  insufficient_funds: "The bank returned the decline code `insufficient_funds`.",
  lost_card: "The bank returned the decline code `lost_card`.",
  stolen_card: "The bank returned the decline code `stolen_card`.",
  authentication_required: "The bank returned the decline code `authentication_required`.",
};
