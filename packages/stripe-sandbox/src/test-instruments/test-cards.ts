import { amex, card, declined, generic, mastercard, noFunds, visa } from "./card-basics.ts";
import { foreignCards } from "./foreign-cards.ts";
import { fraudCards } from "./fraud-cards.ts";
import type { TestCard } from "./test-card.ts";
import { threeDSecureCards } from "./three-d-secure-cards.ts";

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
  {
    number: "378282246310005",
    aliases: [
      "pm_card_amex",
      "tok_amex",
      "pm_card_amex_threeDSecureNotSupported",
      "tok_amex_threeDSecureNotSupported",
    ],
    ...amex,
  },
  { number: "371449635398431", aliases: [], ...amex },
  { number: "6011111111111117", aliases: ["pm_card_discover", "tok_discover"], ...visa, brand: "discover" },
  { number: "6011000990139424", aliases: [], ...visa, brand: "discover" },
  { number: "3056930009020004", aliases: ["pm_card_diners", "tok_diners"], ...visa, brand: "diners" },
  { number: "36227206271667", aliases: [], ...visa, brand: "diners" },
  { number: "3566002020360505", aliases: ["pm_card_jcb", "tok_jcb"], ...visa, brand: "jcb" },
  card("6011981111111113", "", { ...visa, brand: "discover", funding: "debit" }),
  card("6200000000000047", "", { ...visa, brand: "unionpay", funding: "debit" }),
  card("6205500000000000004", "", { ...visa, brand: "unionpay" }),
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
    number: "4000000000000341",
    aliases: ["pm_card_chargeCustomerFail", "tok_chargeCustomerFail", "tok_visa_chargeCustomerFail"],
    ...visa,
    decline: generic,
    attachable: true,
  },

  ...fraudCards,
  ...threeDSecureCards,

  card("4000000000000077", "bypassPending", { ...visa, bypassesPending: true }),
  card("4000003720000278", "bypassPendingInternational", {
    ...visa,
    country: "IE",
    bypassesPending: true,
  }),

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
  // Prevented only on accounts that have enrolled in that; on others, like this one, just disputed.
  card("4000000404004816", "createRapidDisputeResolutionDispute", {
    ...visa,
    disputes: [{ reason: "fraudulent" }],
  }),
  card("4000000404005649", "createCe3BlockDispute", { ...visa, disputes: [{ reason: "fraudulent" }] }),
  card("5105000300000018", "createEthocaAlert", { ...mastercard, disputes: [{ reason: "fraudulent" }] }),
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
