import { newId } from "../ids.ts";
import { testCardOf } from "../payment-methods/make-payment-method.ts";
import type { Decline } from "../payment-methods/test-cards.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";

/** What the bank said about an attempt to charge. */
export interface Attempt {
  decline: Decline | null;
  /** The customer passed 3-D Secure before this charge. */
  authenticated: boolean;
  capture: boolean;
}

/** Records one attempt to take the money of a payment intent, successful or not. */
export function makeCharge(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  attempt: Attempt,
): Charge {
  const { decline } = attempt;
  const captured = decline === null && attempt.capture;
  const charge: Charge = {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: method.billing_details.tax_id ?? null },
    calculated_statement_descriptor: decline ? null : statementText(intent),
    captured,
    created: work.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(work, intent, method, attempt),
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
    status: decline ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
  work.store.insert(charge, null, charge.created);
  return charge;
}

function statementText(intent: PaymentIntent): string {
  if (intent.statement_descriptor) return intent.statement_descriptor;
  return intent.statement_descriptor_suffix ? `SANDBOX* ${intent.statement_descriptor_suffix}` : "SANDBOX";
}

function outcomeOf(decline: Decline | null): Charge["outcome"] {
  const nothing = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (!decline)
    return {
      ...nothing,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 12,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  if (decline.outcome) return { ...nothing, ...decline.outcome, risk_score: 82 };
  return {
    ...nothing,
    network_decline_code: "01",
    network_status: "declined_by_network",
    reason: decline.declineCode,
    risk_level: "normal",
    risk_score: 34,
    seller_message:
      sellerMessages[decline.declineCode] ?? "The bank did not return any further details with this decline.",
    type: "issuer_declined",
  };
}

const sellerMessages: Record<string, string> = {
  insufficient_funds: "The bank returned the decline code `insufficient_funds`.",
  lost_card: "The bank returned the decline code `lost_card`.",
  stolen_card: "The bank returned the decline code `stolen_card`.",
  authentication_required: "The bank returned the decline code `authentication_required`.",
};

function cardDetails(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  { decline, authenticated, capture }: Attempt,
): Charge["payment_method_details"] {
  const card = testCardOf(work, method.id);
  const checks = method.card?.checks;
  const approved = decline === null;
  return {
    type: "card",
    card: {
      amount_authorized: approved ? intent.amount : null,
      authorization_code: approved ? "123456" : null,
      brand: card.brand,
      checks: {
        address_line1_check: checks?.address_line1_check ?? null,
        address_postal_code_check: checks?.address_postal_code_check ?? null,
        cvc_check: checks?.cvc_check ? (card.cvcCheck ?? "pass") : null,
      },
      country: card.country,
      electronic_commerce_indicator: authenticated ? "05" : null,
      exp_month: method.card?.exp_month ?? 12,
      exp_year: method.card?.exp_year ?? 2034,
      extended_authorization: { status: "disabled" },
      fingerprint: method.card?.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
      regulated_status: "unregulated",
      three_d_secure: authenticated
        ? {
            authentication_flow: "challenge",
            electronic_commerce_indicator: "05",
            exemption_indicator: null,
            result: "authenticated",
            result_reason: null,
            transaction_id: null,
            version: "2.2.0",
          }
        : null,
      transaction_link_id: null,
      wallet: null,
      ...(approved && !capture ? { capture_before: work.clock.seconds() + 7 * 24 * 60 * 60 } : {}),
    },
  };
}
