import type { Decline, TestInstrument } from "./test-instruments.ts";

/** Sources: https://docs.stripe.com/testing */
export interface TestCard extends TestInstrument {
  brand: string;
  funding: "credit" | "debit" | "prepaid";
}

function declined(declineCode: string, message = "Your card was declined.", code = "card_declined"): Decline {
  return { code, declineCode, message };
}

const generic = declined("generic_decline");
const noFunds = declined("insufficient_funds", "Your card has insufficient funds.");
const blocked: Decline = {
  ...declined("fraudulent"),
  outcome: {
    type: "blocked",
    network_status: "not_sent_to_network",
    reason: "highest_risk_level",
    risk_level: "highest",
    seller_message: "Stripe blocked this payment as too risky.",
  },
};

const visa = { brand: "visa", funding: "credit", country: "US" } as const;
const mastercard = { ...visa, brand: "mastercard" } as const;
const amex = { ...visa, brand: "amex" } as const;

/** Cards that just pay, of other countries: fees and taxes may depend on it. https://docs.stripe.com/testing#international-cards */
const foreignCards = [
  "4000000400000008 at",
  "4000000360000006 au",
  "4000000560000004 be",
  "4000000760000002 br",
  "4000001240000000 ca",
  "4000007560000009 ch",
  "4000002030000002 cz",
  "4000002760000016 de",
  "4000002080000001 dk",
  "4000007240000007 es",
  "4000002460000001 fi",
  "4000002500000003 fr",
  "4000008260000000 gb",
  "4000003440000004 hk",
  "4000003720000005 ie",
  "4000003800000008 it",
  "4000003920000003 jp",
  "4000004840008001 mx",
  "4000005280000002 nl",
  "4000005780000007 no",
  "4000005540000008 nz",
  "4000006160000005 pl",
  "4000006200000007 pt",
  "4000007520000008 se",
  "4000007020000003 sg",
].map((line): TestCard => {
  const [number = "", country = ""] = line.split(" ");
  return {
    ...visa,
    number,
    aliases: [`pm_card_${country}`, `tok_${country}`],
    country: country.toUpperCase(),
  };
});

/** Every card number the sandbox knows. Any other is refused: a real card must never get in. */
export const testCards: readonly TestCard[] = [
  ...foreignCards,
  { number: "4242424242424242", aliases: ["pm_card_visa", "pm_card_us", "tok_visa", "tok_us"], ...visa },
  {
    number: "4000056655665556",
    aliases: ["pm_card_visa_debit", "tok_visa_debit"],
    ...visa,
    funding: "debit",
  },
  { number: "5555555555554444", aliases: ["pm_card_mastercard", "tok_mastercard"], ...mastercard },
  { number: "2223003122003222", aliases: [], ...mastercard },
  {
    number: "5200828282828210",
    aliases: ["pm_card_mastercard_debit", "tok_mastercard_debit"],
    ...mastercard,
    funding: "debit",
  },
  {
    number: "5105105105105100",
    aliases: ["pm_card_mastercard_prepaid", "tok_mastercard_prepaid"],
    ...mastercard,
    funding: "prepaid",
  },
  { number: "378282246310005", aliases: ["pm_card_amex", "tok_amex"], ...amex },
  { number: "371449635398431", aliases: [], ...amex },
  { number: "6011111111111117", aliases: ["pm_card_discover", "tok_discover"], ...visa, brand: "discover" },
  { number: "6011000990139424", aliases: [], ...visa, brand: "discover" },
  { number: "3056930009020004", aliases: ["pm_card_diners", "tok_diners"], ...visa, brand: "diners" },
  { number: "36227206271667", aliases: [], ...visa, brand: "diners" },
  { number: "3566002020360505", aliases: ["pm_card_jcb", "tok_jcb"], ...visa, brand: "jcb" },
  { number: "6200000000000005", aliases: ["pm_card_unionpay", "tok_unionpay"], ...visa, brand: "unionpay" },

  {
    number: "4000000000000002",
    aliases: [
      "pm_card_visa_chargeDeclined",
      "pm_card_chargeDeclined",
      "tok_chargeDeclined",
      "tok_visa_chargeDeclined",
    ],
    ...visa,
    decline: generic,
  },
  {
    number: "4000000000009995",
    aliases: [
      "pm_card_visa_chargeDeclinedInsufficientFunds",
      "pm_card_chargeDeclinedInsufficientFunds",
      "tok_visa_chargeDeclinedInsufficientFunds",
    ],
    ...visa,
    decline: noFunds,
  },
  {
    number: "4000000000009987",
    aliases: [
      "pm_card_visa_chargeDeclinedLostCard",
      "pm_card_chargeDeclinedLostCard",
      "tok_visa_chargeDeclinedLostCard",
    ],
    ...visa,
    decline: declined("lost_card"),
  },
  {
    number: "4000000000009979",
    aliases: [
      "pm_card_visa_chargeDeclinedStolenCard",
      "pm_card_chargeDeclinedStolenCard",
      "tok_visa_chargeDeclinedStolenCard",
    ],
    ...visa,
    decline: declined("stolen_card"),
  },
  {
    number: "4000000000000069",
    aliases: [
      "pm_card_chargeDeclinedExpiredCard",
      "pm_card_visa_chargeDeclinedExpiredCard",
      "tok_chargeDeclinedExpiredCard",
    ],
    ...visa,
    decline: declined("expired_card", "Your card has expired.", "expired_card"),
  },
  {
    number: "4000000000000127",
    aliases: [
      "pm_card_chargeDeclinedIncorrectCvc",
      "pm_card_visa_chargeDeclinedIncorrectCvc",
      "tok_chargeDeclinedIncorrectCvc",
    ],
    ...visa,
    decline: declined("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc"),
  },
  {
    number: "4000000000000119",
    aliases: [
      "pm_card_chargeDeclinedProcessingError",
      "pm_card_visa_chargeDeclinedProcessingError",
      "tok_chargeDeclinedProcessingError",
    ],
    ...visa,
    decline: declined(
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
      "processing_error",
    ),
  },
  {
    number: "4000000000006975",
    aliases: [
      "pm_card_visa_chargeDeclinedVelocityLimitExceeded",
      "pm_card_chargeDeclinedVelocityLimitExceeded",
      "tok_visa_chargeDeclinedVelocityLimitExceeded",
    ],
    ...visa,
    decline: declined(
      "card_velocity_exceeded",
      "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    ),
  },
  {
    number: "4100000000000019",
    aliases: ["pm_card_radarBlock", "tok_radarBlock"],
    ...visa,
    decline: blocked,
  },
  {
    number: "4000000000009235",
    aliases: ["pm_card_riskLevelElevated", "tok_riskLevelElevated"],
    ...visa,
    elevatedRisk: true,
  },
  {
    number: "4000000000000341",
    aliases: ["pm_card_chargeCustomerFail", "tok_chargeCustomerFail"],
    ...visa,
    decline: generic,
    attachable: true,
  },

  {
    number: "4000000000003220",
    aliases: ["pm_card_threeDSecure2Required", "tok_threeDSecure2Required"],
    ...visa,
    challenge: "always",
  },
  {
    number: "4000002760003184",
    aliases: ["pm_card_authenticationRequired", "tok_authenticationRequired"],
    ...visa,
    country: "DE",
    challenge: "always",
  },
  {
    number: "4000002500003155",
    aliases: ["pm_card_authenticationRequiredOnSetup", "tok_authenticationRequiredOnSetup"],
    ...visa,
    country: "FR",
    challenge: "until_set_up",
  },
  {
    number: "4000003800000446",
    aliases: [
      "pm_card_authenticationRequiredSetupForOffSession",
      "tok_authenticationRequiredSetupForOffSession",
    ],
    ...visa,
    country: "IT",
    challenge: "unless_off_session",
  },
  {
    number: "4000008260003178",
    aliases: [
      "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
      "tok_authenticationRequiredChargeDeclinedInsufficientFunds",
    ],
    ...visa,
    country: "GB",
    challenge: "always",
    decline: noFunds,
    attachable: true,
  },

  {
    number: "4000000000007726",
    aliases: ["pm_card_pendingRefund", "tok_pendingRefund"],
    ...visa,
    refund: "pending",
  },
  {
    number: "4000000000005126",
    aliases: ["pm_card_refundFail", "tok_refundFail"],
    ...visa,
    refund: "fails_later",
  },

  {
    number: "4000000000000259",
    aliases: ["pm_card_createDispute", "tok_createDispute", "tok_visa_createDispute"],
    ...visa,
    disputes: [{ reason: "fraudulent" }],
  },
  {
    number: "4000000000002685",
    aliases: [
      "pm_card_createDisputeProductNotReceived",
      "tok_createDisputeProductNotReceived",
      "tok_visa_createDisputeProductNotReceived",
    ],
    ...visa,
    disputes: [{ reason: "product_not_received" }],
  },
  {
    number: "4000000000001976",
    aliases: ["pm_card_createDisputeInquiry", "tok_createDisputeInquiry", "tok_visa_createDisputeInquiry"],
    ...visa,
    disputes: [{ reason: "general", inquiry: true }],
  },
  {
    number: "4000000404000079",
    aliases: ["pm_card_createMultipleDisputes", "tok_createMultipleDisputes"],
    ...visa,
    disputes: [{ reason: "product_not_received" }, { reason: "product_unacceptable" }],
  },
  {
    number: "4000000404000038",
    aliases: ["pm_card_createCe3EligibleDispute", "tok_createCe3EligibleDispute"],
    ...visa,
    disputes: [{ reason: "fraudulent", enhanced: "visa_compelling_evidence_3" }],
  },
  {
    number: "4000008400000779",
    aliases: ["pm_card_createComplianceDispute", "tok_createComplianceDispute"],
    ...visa,
    disputes: [{ reason: "noncompliant", enhanced: "visa_compliance" }],
  },
  {
    number: "4000000000005423",
    aliases: ["pm_card_createIssuerFraudRecord", "tok_createIssuerFraudRecord"],
    ...visa,
    fraudWarning: true,
  },
];

const byNumber = new Map(testCards.map((card) => [card.number, card]));
const byAlias = new Map(testCards.flatMap((card) => card.aliases.map((alias) => [alias, card] as const)));

export const findCardByNumber = (number: string): TestCard | undefined => byNumber.get(number);
export const findCardByAlias = (alias: string): TestCard | undefined => byAlias.get(alias);
