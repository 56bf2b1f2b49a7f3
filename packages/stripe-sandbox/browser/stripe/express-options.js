// @ts-check
import { hasNoEffect, IntegrationError } from "./errors.js";

/** @typedef {Record<string, any>} Bag */

const expressWithoutEffect = ["applePay", "buttonTheme", "buttonType", "wallets"];

/**
 * Refuses what Stripe.js refuses in the options of an Express Checkout Element, in clear words.
 * @param {string} caller such as "click event resolve callback" @param {Bag} options
 */
export function checkExpressOptions(caller, options) {
  const wrong = (/** @type {string} */ what) => {
    throw new IntegrationError(`Invalid value for ${caller}: ${what}`);
  };
  const missing = (/** @type {string} */ what) => {
    throw new IntegrationError(`Missing value for ${caller}: ${what}`);
  };
  const { lineItems = [], shippingRates = [], allowedShippingCountries = [], buttonHeight } = options;
  if (!Array.isArray(lineItems)) wrong("lineItems should be an array.");
  lineItems.forEach((/** @type {Bag} */ { name, amount }, /** @type {number} */ index) => {
    if (typeof name !== "string") missing(`lineItems.${index}.name should be a string.`);
    if (!Number.isInteger(amount)) wrong(`lineItems.${index}.amount should be an integer.`);
  });
  if (!Array.isArray(shippingRates) || shippingRates.length >= 10)
    wrong("shippingRates should be an array of size less than 10.");
  shippingRates.forEach((/** @type {Bag} */ { id, amount, displayName }, /** @type {number} */ index) => {
    if (typeof id !== "string" || !id) missing(`shippingRates.${index}.id should be a string.`);
    if (typeof displayName !== "string") missing(`shippingRates.${index}.displayName should be a string.`);
    if (!Number.isInteger(amount) || amount < 0)
      wrong(`shippingRates.${index}.amount should be a non-negative integer.`);
  });
  if (!allowedShippingCountries.every((/** @type {unknown} */ code) => /^[A-Z]{2}$/.test(String(code))))
    wrong("allowedShippingCountries should be an array of two-letter country codes.");
  if (buttonHeight !== undefined && !(buttonHeight >= 40 && buttonHeight <= 55))
    wrong("buttonHeight should be a number between 40 and 55.");
  for (const name of expressWithoutEffect)
    if (options[name] !== undefined) hasNoEffect(`the option \`${name}\` of the Express Checkout Element`);
}

/** What the sheet adds up must fit into what is charged. @param {Bag[]} lineItems @param {number} amount */
export function checkLineItems(lineItems, amount) {
  const sum = lineItems.reduce((before, item) => before + item.amount, 0);
  if (sum > amount)
    throw new IntegrationError(
      `The amount ${amount} is less than the total amount of the line items provided.`,
    );
}
