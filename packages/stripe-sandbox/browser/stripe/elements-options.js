// @ts-check
import { hasNoEffect, IntegrationError } from "./errors.js";

const withoutEffect = [
  "customPaymentMethods",
  "customerOptions",
  "externalPaymentMethodTypes",
  "onBehalfOf",
  "on_behalf_of",
  "paymentMethodConfiguration",
  "payment_method_configuration",
];

/** Refuses what Stripe.js refuses in the options of `elements()`, in clear words. @param {Record<string, any>} options */
export function checkElementsOptions(options) {
  const wrong = (/** @type {string} */ what) => {
    throw new IntegrationError(`Invalid value for elements(): ${what}`);
  };
  if ("paymentMethodTypes" in options || "payment_method_types" in options)
    wrong("`paymentMethodTypes` is no longer supported. Use `allowedPaymentMethodTypes` instead.");
  const { mode, clientSecret, amount, currency } = options;
  if (mode && clientSecret) wrong("pass either `mode` or `clientSecret`, not both.");
  if (mode && !["payment", "setup", "subscription"].includes(mode))
    wrong("`mode` should be 'payment', 'setup' or 'subscription'.");
  if (mode === "payment" && !(Number.isInteger(amount) && amount > 0))
    wrong("`amount` should be a positive integer in the currency's smallest unit.");
  if (["payment", "subscription"].includes(mode) && typeof currency !== "string")
    wrong("`currency` is required with this `mode`.");
  if (currency !== undefined && !/^[a-z]{3}$/.test(currency))
    wrong(`\`currency\` should be a three-letter code in lower case. You specified: ${currency}.`);
  for (const name of withoutEffect)
    if (options[name] !== undefined) hasNoEffect(`the option \`${name}\` of elements()`);
}
