import { card, declined, visa } from "./card-basics.ts";
import type { TestCard } from "./test-card.ts";
import type { Decline } from "./test-instrument.ts";

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

/** Radar's rule against wrong security codes, which is on unless it is switched off; the bank has said yes before. */
const wrongCode = (risk_level: "normal" | "elevated"): Decline => ({
  ...declined("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc"),
  outcome: {
    type: "blocked",
    network_status: "reversed_after_approval",
    reason: "rule",
    risk_level,
    seller_message: "Stripe blocked this payment because the security code was wrong.",
  },
});

/**
 * Cards for Radar, which works with the settings that a new account has: it blocks the highest risk and wrong security
 * codes, and neither failing addresses nor what only its paid controls look at. https://docs.stripe.com/testing#fraud-prevention
 */
export const fraudCards: readonly TestCard[] = [
  {
    number: "4100000000000019",
    aliases: [
      "pm_card_radarBlock",
      "tok_radarBlock",
      "pm_card_chargeDeclinedFraudulent",
      "tok_chargeDeclinedFraudulent",
      "tok_visa_chargeDeclinedFraudulent",
    ],
    ...visa,
    decline: blocked,
  },
  card("4000000000004954", "riskLevelHighest", { ...visa, decline: blocked }),
  card("4000000000009235", "riskLevelElevated", { ...visa, elevatedRisk: true }),
  card("4000008400000407", "highFraudDisputeScore", visa),
  card("4000008400000159", "highEfwScore", visa),
  card("4000008400001017", "radarDynamicRiskThreshold", visa),
  card("4001858821843804", "freeTrialAbuseBlock", visa),
  card("4000008405600003", "adaptive3dsChallenge", visa),

  card("4000000000000101", "cvcCheckFail", { ...visa, decline: wrongCode("normal") }),
  card("4000058400307872", "cvcCheckFailElevatedRisk", { ...visa, decline: wrongCode("elevated") }),
  card("4000000000000036", "avsZipFail", { ...visa, checks: { postalCode: "fail" } }),
  card("4000058400306072", "avsZipFailElevatedRisk", {
    ...visa,
    checks: { postalCode: "fail" },
    elevatedRisk: true,
  }),
  card("4000000000000028", "avsLine1Fail", { ...visa, checks: { line1: "fail" } }),
  card("4000000000000010", "avsFail", { ...visa, checks: { line1: "fail", postalCode: "fail" } }),
  card("4000000000000044", "avsUnchecked", {
    ...visa,
    checks: { line1: "unavailable", postalCode: "unavailable" },
  }),
];
