import { card, generic, noFunds, visa } from "./card-basics.ts";
import type { TestCard } from "./test-card.ts";

/** https://docs.stripe.com/testing#regulatory-cards */
export const threeDSecureCards: readonly TestCard[] = [
  card("4000000000003220", "threeDSecure2Required", { ...visa, challenge: "always" }),
  card("4000000000003063", "threeDSecureRequired", { ...visa, challenge: "always" }),
  card("4000008400000027", "", { ...visa, challenge: "always" }),
  card("4000008400001629", "threeDSecureRequiredChargeDeclined", {
    ...visa,
    challenge: "always",
    decline: generic,
    attachable: true,
  }),
  card("4000008400001280", "threeDSecureRequiredProcessingError", {
    ...visa,
    threeDSecure: "processing_error",
    decline: generic,
  }),
  card("4000000000003055", "threeDSecureOptional", visa),
  card("4000000000003097", "threeDSecureOptionalProcessingError", {
    ...visa,
    threeDSecure: "processing_error",
  }),
  card("4000000032200000", "", { ...visa, threeDSecure: "frictionless" }),
  card("4000002760003184", "authenticationRequired", { ...visa, country: "DE", challenge: "always" }),
  card("4000002500003155", "authenticationRequiredOnSetup", {
    ...visa,
    country: "FR",
    challenge: "until_set_up",
  }),
  card("4000003800000446", "authenticationRequiredSetupForOffSession", {
    ...visa,
    country: "IT",
    challenge: "unless_off_session",
  }),
  card("4000008260003178", "authenticationRequiredChargeDeclinedInsufficientFunds", {
    ...visa,
    country: "GB",
    challenge: "always",
    decline: noFunds,
    attachable: true,
  }),
];
