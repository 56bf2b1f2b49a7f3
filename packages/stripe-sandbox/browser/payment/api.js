// @ts-check
/** @typedef {Record<string, any>} Bag */

const cannotConnect = {
  type: "api_connection_error",
  message:
    "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
};

/** @param {Bag} params @param {URLSearchParams} [form] @param {string} [prefix] */
function toForm(params, form = new URLSearchParams(), prefix = "") {
  for (const [name, value] of Object.entries(params)) {
    const key = prefix ? `${prefix}[${name}]` : name;
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object") toForm(value, form, key);
    else form.append(key, String(value));
  }
  return form;
}

/**
 * @param {string} key @param {string} path @param {URLSearchParams | Bag} body a form for Stripe's API, JSON for the sandbox itself
 * @returns {Promise<{ object: Bag, error?: undefined } | { error: Bag, object?: undefined }>}
 */
async function post(key, path, body) {
  const isForm = body instanceof URLSearchParams;
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, ...(isForm ? {} : { "Content-Type": "application/json" }) },
      body: isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const answer = await response.json();
    if (response.ok && !answer.error) return { object: answer };
    return { error: answer.error ?? { type: "api_error", message: "An unexpected error occurred." } };
  } catch {
    return { error: cannotConnect };
  }
}

/**
 * Turns what was typed into a PaymentMethod. A card number leaves the frame only here and in the call below.
 * @param {string} key @param {Bag} params
 * @returns {Promise<{ paymentMethod: Bag, error?: undefined } | { error: Bag, paymentMethod?: undefined }>}
 */
export async function createPaymentMethod(key, params) {
  const { object, error } = await post(key, "/v1/payment_methods", toForm(params));
  return error ? { error } : { paymentMethod: object };
}

/**
 * Keeps what was typed for the shop's server to confirm with. Stripe has not published its call for this.
 * @param {string} key @param {Bag} params
 * @returns {Promise<{ confirmationToken: Bag, error?: undefined } | { error: Bag, confirmationToken?: undefined }>}
 */
export async function createConfirmationToken(key, params) {
  const { object, error } = await post(key, "/elements/confirmation_token", params);
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
  const { object, error } = await post(key, "/elements/session", {
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
  post(key, "/elements/detach", { customerSession, paymentMethod: id });
