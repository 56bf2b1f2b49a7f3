// @ts-check
import { callApi } from "./api.js";
import { IntegrationError } from "./errors.js";

/** @typedef {ReturnType<typeof intentOf>} Intent */

/**
 * PaymentIntents and SetupIntents are confirmed alike; a client secret says which it belongs to.
 * @param {unknown} secret @param {string} caller
 */
export function intentOf(secret, caller) {
  const id = typeof secret === "string" && /^((?:pi|seti)_\w+?)_secret_\w+$/.exec(secret)?.[1];
  if (!id) {
    throw new IntegrationError(
      `Invalid value for ${caller}: clientSecret should be a client secret of the form \${id}_secret_\${secret}. You specified: ${secret}.`,
    );
  }
  const isSetup = id.startsWith("seti_");
  return {
    id,
    isSetup,
    secret: /** @type {string} */ (secret),
    path: `/v1/${isSetup ? "setup_intents" : "payment_intents"}/${id}`,
    name: isSetup ? "setupIntent" : "paymentIntent",
    param: isSetup ? "setup_intent" : "payment_intent",
    lastError: isSetup ? "last_setup_error" : "last_payment_error",
    refusal: isSetup ? "setup_intent_authentication_failure" : "payment_intent_authentication_failure",
  };
}

/** @param {string} key @param {Intent} intent */
export const retrieveIntent = (key, intent) =>
  callApi(key, "GET", intent.path, { client_secret: intent.secret });
