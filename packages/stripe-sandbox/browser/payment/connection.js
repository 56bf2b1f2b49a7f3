// @ts-check
/** @typedef {Record<string, any>} Bag */
/** @typedef {{ object: Bag, error?: undefined } | { error: Bag, object?: undefined }} Answer */

/**
 * Asks the sandbox. What goes wrong, on the way or there, is an error in Stripe's shape, never an exception.
 * @param {string} url @param {RequestInit} request @returns {Promise<Answer>}
 */
export async function send(url, request) {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(30_000) });
    const body = await response.json();
    if (response.ok && !body.error) return { object: body };
    return { error: body.error ?? { type: "api_error", message: "An unexpected error occurred." } };
  } catch {
    return { error: cannotConnect };
  }
}

const cannotConnect = {
  type: "api_connection_error",
  message:
    "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
};
