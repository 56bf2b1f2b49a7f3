// @ts-check
/** A mistake in the shop's code, never the customer's: thrown, as Stripe.js does. */
export class IntegrationError extends Error {
  name = "IntegrationError";
}

/** The answer to everything that Stripe.js has and this stand-in has not. @param {string} what */
export const notCovered = (what) => ({
  type: "invalid_request_error",
  code: "not_covered_by_sandbox",
  message: `${what} is not covered by the Stripe sandbox. It works with Stripe itself.`,
});

/** Options that change nothing here are named once each, so that nobody waits for their effect. @param {string} what */
export function hasNoEffect(what) {
  if (warned.has(what)) return;
  warned.add(what);
  console.warn(`Stripe sandbox: ${what} is not covered and has no effect here. It works with Stripe itself.`);
}
/** @type {Set<string>} */
const warned = new Set();
