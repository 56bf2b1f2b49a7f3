import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam } from "../../stripe/errors.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import type { TestInstrument } from "../../test-instruments/test-instrument.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Attempt, PaymentMethodKind, ReadInstrument } from "./payment-method-kind.ts";
import { type ReadCard, readCard, readCardAlias } from "./read-card.ts";

/** A hold ends after seven days. */
const HOLD_SECONDS = 7 * 24 * 60 * 60;

export const cardKind: PaymentMethodKind = {
  type: "card",
  canHold: true,
  needsMandate: false,
  decidesLater: false,
  // "Setting this value for a card charge returns an error." https://docs.stripe.com/api/payment_intents/object
  ownStatementText: false,
  read({ clock }, input, at) {
    if (!input.card)
      throw badParam(at("card"), `Missing required param: ${at("card")}.`, "parameter_missing");
    return shownAs(readCard(clock, input.card, at("card")), input);
  },
  fromAlias({ clock }, alias) {
    const read = readCardAlias(clock, alias);
    return read && shownAs(read, {});
  },
  chargeDetails: cardDetails,
  refundDestination: {
    card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
    type: "card",
  },
};

function shownAs(
  { card, expMonth, expYear, cvcGiven, byName }: ReadCard,
  {
    billing_details: billing,
  }: { billing_details?: { address?: { line1?: string; postal_code?: string } | "" | null } | undefined },
): ReadInstrument {
  const address = billing?.address || {};
  const check = (given: string | undefined, result: string | undefined) =>
    given || (byName && result) ? (result ?? "pass") : null;
  return {
    instrument: card,
    shown: {
      card: {
        brand: card.brand,
        checks: {
          address_line1_check: check(address.line1, card.checks?.line1),
          address_postal_code_check: check(address.postal_code, card.checks?.postalCode),
          cvc_check: cvcGiven ? "unchecked" : null,
        },
        country: card.country,
        display_brand: card.brand,
        exp_month: expMonth,
        exp_year: expYear,
        fingerprint: fingerprintOf(card.number),
        funding: card.funding,
        generated_from: null,
        last4: card.number.slice(-4),
        networks: {
          available: [card.brand, ...(card.secondNetwork ? [card.secondNetwork] : [])],
          preferred: null,
        },
        regulated_status: "unregulated",
        three_d_secure_usage: { supported: card.brand !== "amex" },
        wallet: null,
      },
    },
  };
}

function cardDetails(
  work: UnitOfWork,
  intent: PaymentIntent,
  { card }: PaymentMethod,
  { decline, authenticated, capture, instrument }: Attempt & { instrument: TestInstrument },
): NonNullable<Charge["payment_method_details"]> {
  const approved = decline === null;
  const { threeDSecure = null } = instrument;
  const requested = ["any", "challenge"].includes(
    intent.payment_method_options?.card?.request_three_d_secure ?? "",
  );
  const attempted = threeDSecure === "frictionless" || decline !== null || requested ? threeDSecure : null;
  const passed = authenticated || attempted === "frictionless";
  return {
    type: "card",
    card: {
      amount_authorized: approved ? intent.amount : null,
      authorization_code: approved ? "123456" : null,
      brand: card?.brand ?? null,
      checks: {
        address_line1_check: card?.checks?.address_line1_check ?? null,
        address_postal_code_check: card?.checks?.address_postal_code_check ?? null,
        cvc_check: card?.checks?.cvc_check ? (decline?.code === "incorrect_cvc" ? "fail" : "pass") : null,
      },
      country: card?.country ?? null,
      electronic_commerce_indicator: passed ? "05" : null,
      exp_month: card?.exp_month ?? 12,
      exp_year: card?.exp_year ?? 2034,
      extended_authorization: { status: "disabled" },
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card?.brand ?? null,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
      regulated_status: "unregulated",
      three_d_secure:
        authenticated || attempted
          ? {
              authentication_flow: authenticated ? "challenge" : passed ? "frictionless" : null,
              electronic_commerce_indicator: passed ? "05" : null,
              exemption_indicator: null,
              result: passed ? "authenticated" : "processing_error",
              result_reason: null,
              transaction_id: null,
              version: "2.2.0",
            }
          : null,
      transaction_link_id: null,
      wallet: card?.wallet ? walletOf(card.wallet) : null,
      ...(approved && !capture ? { capture_before: work.clock.seconds() + HOLD_SECONDS } : {}),
    },
  };
}

/** A charge's wallet says the same as its payment method's. */
function walletOf({ type, dynamic_last4 }: CardWallet): ChargeWallet {
  return { dynamic_last4, type, [type]: {} };
}

type CardWallet = NonNullable<NonNullable<PaymentMethod["card"]>["wallet"]>;
type ChargeCard = NonNullable<NonNullable<Charge["payment_method_details"]>["card"]>;
type ChargeWallet = NonNullable<ChargeCard["wallet"]>;
