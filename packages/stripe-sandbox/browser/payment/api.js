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
 * Turns what was typed into a PaymentMethod. This is the only way a card number takes out of the frame.
 * @param {string} key @param {Bag} params
 * @returns {Promise<{ paymentMethod: Bag, error?: undefined } | { error: Bag, paymentMethod?: undefined }>}
 */
export async function createPaymentMethod(key, params) {
  try {
    const response = await fetch("/v1/payment_methods", {
      method: "POST",
      headers: { Authorization: `Bearer ${key}` },
      body: toForm(params),
      signal: AbortSignal.timeout(30_000),
    });
    const body = await response.json();
    if (response.ok && !body.error) return { paymentMethod: body };
    return { error: body.error ?? { type: "api_error", message: "An unexpected error occurred." } };
  } catch {
    return { error: cannotConnect };
  }
}
