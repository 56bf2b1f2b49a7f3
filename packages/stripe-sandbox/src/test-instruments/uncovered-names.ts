import { notCovered } from "../stripe/errors.ts";

/** Names of cards that Stripe's documentation has and this sandbox has not. https://docs.stripe.com/testing */
const cards = new Set([
  "pm_card_createAutoRepresentmentEligibleDispute",
  "pm_card_createMastercardComplianceDispute",
  "pm_card_debit_visaFsaProductCode",
  "pm_card_debit_visaHsaProductCode",
  "pm_card_domesticPricing",
  "pm_card_mastercard_debit_mastercardFsaProductCode",
  "tok_createAutoRepresentmentEligibleDispute",
  "tok_createMastercardComplianceDispute",
  "tok_debit_visaFsaProductCode",
  "tok_debit_visaHsaProductCode",
  "tok_domesticPricing",
  "tok_mastercard_debit_mastercardFsaProductCode",
  "tok_visa_chargeCustomerFailLostCard",
  "tok_visa_chargeCustomerFailStolenCard",
  "tok_visa_debit_chargeDeclinedInsufficientFunds",
]);

/** Numbers of such cards. */
const numbers = new Set([
  "4000000001000043",
  "4000000000000093",
  "4000000000001208",
  "4000000000003725",
  "4000051230000072",
  "5062210000000009",
  "5105008400000002",
  "5200828282828897",
  "6555900000604105",
]);

/** What begins with the name of another type of payment method, such as `pm_usBankAccount_success`. */
const otherTypes = /^pm_(acssDebit|auBecsDebit|bacsDebit|cashapp|nzBankAccount|usBankAccount)(_|$)/;

/** Says of a known test card or account that it is not covered, rather than that there is none. */
export function assertCoveredName(name: string): void {
  if (cards.has(name) || otherTypes.test(name)) throw notCovered(`the test payment method ${name}`);
}

/** The same of a number that was typed. */
export function assertCoveredNumber(number: string): void {
  if (numbers.has(number)) throw notCovered(`the test card that ends in ${number.slice(-4)}`);
}
