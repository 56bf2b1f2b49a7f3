// @ts-check
import { send } from "./connection.js";
import { toForm } from "./to-form.js";

/** @typedef {Record<string, any>} Bag */

/** Without what was left empty. @param {Bag} params @returns {Bag} */
function filledIn(params) {
  const filled = Object.entries(params)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => [name, isBag(value) ? filledIn(value) : value]);
  return Object.fromEntries(filled);
}

/** @param {unknown} value */
const isBag = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Asks the sandbox itself, beside Stripe's API. @param {string} key @param {string} path @param {Bag} body */
const askSandbox = (key, path, body) =>
  send(path, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify(filledIn(body)),
  });

/**
 * Turns what was typed into a PaymentMethod. A card number leaves the frame only here and in the call below.
 * @param {string} key @param {Bag} params
 * @returns {Promise<{ paymentMethod: Bag, error?: undefined } | { error: Bag, paymentMethod?: undefined }>}
 */
export async function createPaymentMethod(key, params) {
  const { object, error } = await send("/v1/payment_methods", {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body: toForm(filledIn(params)),
  });
  return error ? { error } : { paymentMethod: object };
}

/**
 * Keeps what was typed for the shop's server to confirm with. Stripe has not published its call for this.
 * @param {string} key @param {Bag} params
 * @returns {Promise<{ confirmationToken: Bag, error?: undefined } | { error: Bag, confirmationToken?: undefined }>}
 */
export async function createConfirmationToken(key, params) {
  const { object, error } = await askSandbox(key, "/elements/confirmation_token", params);
  return error ? { error } : { confirmationToken: object };
}

/**
 * Which ways to pay are offered, and what the customer has saved.
 * @param {Bag} settings of the Payment Element
 * @returns {Promise<{ session: Bag, error?: undefined } | { error: Bag, session?: undefined }>}
 */
export async function loadSession({ key, paymentMethodTypes, ...asked }) {
  const { currency, allowed, excluded, captureMethod, customerSession } = asked;
  const known = { payment_method_types: paymentMethodTypes, customer: null };
  if (paymentMethodTypes && !customerSession) return { session: known };
  const { object, error } = await askSandbox(key, "/elements/session", {
    currency,
    allowed,
    excluded,
    captureMethod,
    customerSession,
  });
  if (error) return { error };
  return {
    session: { ...object, payment_method_types: paymentMethodTypes ?? object.payment_method_types },
  };
}

/** Takes a saved PaymentMethod from its customer. @param {Bag} settings @param {string} id */
export const removePaymentMethod = ({ key, customerSession }, id) =>
  askSandbox(key, "/elements/detach", { customerSession, paymentMethod: id });
