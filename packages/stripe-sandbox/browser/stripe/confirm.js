// @ts-check
import { callApi } from "./api.js";
import { ElementsGroup } from "./elements-group.js";
import { IntegrationError } from "./errors.js";
import { intentOf, retrieveIntent } from "./intent.js";
import { randomId } from "./random-id.js";
import { authenticate } from "./three-d-secure.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {import("./intent.js").Intent} Intent */

/** @type {Map<string, Promise<Bag>>} Confirmations under way, so that a second press joins the first. */
const underWay = new Map();
// A page brought back by the back button finds its old confirmation finished, not waiting for ever.
addEventListener("pageshow", (event) => event.persisted && underWay.clear());

/**
 * Confirms a PaymentIntent or SetupIntent with what the Elements hold, and follows it to its end.
 * @param {string} key @param {"confirmPayment" | "confirmSetup"} method @param {Bag} args @returns {Promise<Bag>}
 */
export async function confirm(key, method, args) {
  const caller = `stripe.${method}()`;
  const { elements, confirmParams = {}, redirect = "always" } = args ?? {};
  if (elements && !(elements instanceof ElementsGroup)) {
    throw new IntegrationError(`Invalid value for ${caller}: elements should come from stripe.elements().`);
  }
  const intent = intentOf(args?.clientSecret ?? elements?._options.clientSecret, caller);
  if (intent.isSetup !== (method === "confirmSetup")) {
    throw new IntegrationError(
      `Invalid value for ${caller}: the client secret belongs to a ${intent.isSetup ? "SetupIntent: use stripe.confirmSetup()" : "PaymentIntent: use stripe.confirmPayment()"}.`,
    );
  }
  const returnUrl = confirmParams.return_url;
  if (returnUrl === undefined ? redirect !== "if_required" : !/^https?:\/\//.test(returnUrl)) {
    throw new IntegrationError(
      `Invalid value for ${caller}: confirmParams.return_url is required and should be a full URL, beginning with http:// or https://.`,
    );
  }
  if (!elements && !confirmParams.payment_method && !confirmParams.confirmation_token) {
    throw new IntegrationError(
      `Invalid value for ${caller}: pass elements, or confirmParams.payment_method.`,
    );
  }
  if (elements?._isDeferred && !elements._submitted) {
    throw new IntegrationError(
      `elements.submit() must be called before ${caller}. Please call elements.submit() before calling ${caller}.`,
    );
  }
  const already = underWay.get(intent.id);
  if (already) return already;
  const attempt = attemptConfirm(key, intent, elements, confirmParams, redirect, caller);
  underWay.set(intent.id, attempt);
  return attempt.finally(() => underWay.delete(intent.id));
}

/**
 * @param {string} key @param {Intent} intent @param {ElementsGroup | undefined} elements
 * @param {Bag} confirmParams @param {string} redirect @param {string} caller @returns {Promise<Bag>}
 */
async function attemptConfirm(key, intent, elements, confirmParams, redirect, caller) {
  const { payment_method_data: details, ...params } = confirmParams;
  const wallet = elements?._wallet;
  if (elements) {
    elements._assertGiven(details, caller);
    const checked = await elements.submit();
    if (checked.error) return { error: checked.error };
    const { billing, shipping } = await elements._collected();
    const shown = wallet && elements._isDeferred ? await refuseOtherAmount(key, intent, elements) : undefined;
    const created = shown ?? (await elements._make("createPaymentMethod", withBilling(details, billing)));
    if (created.error) {
      wallet?.close();
      return { error: created.error };
    }
    params.payment_method = created.paymentMethod.id;
    if (shipping && !intent.isSetup) params.shipping ??= shipping;
    if (created.setupFutureUsage && !intent.isSetup) params.setup_future_usage = created.setupFutureUsage;
    if (created.paymentMethod.type !== "card") params.mandate_data = acceptedHere();
  }
  // A browser whose connection breaks before the answer may send the same request again by itself. With a key
  // of its own the second is answered like the first, instead of "this has already succeeded".
  const confirmed = await callApi(
    key,
    "POST",
    `${intent.path}/confirm`,
    { ...params, use_stripe_sdk: true, client_secret: intent.secret },
    { "Idempotency-Key": randomId() },
  );
  // A wallet's sheet closes before the bank asks, and after a decline, too: the shop says what happened.
  wallet?.close();
  const result = await settle(key, intent, confirmed);
  if (result.error || redirect === "if_required") return result;
  return leaveFor(withOutcome(params.return_url, intent, result[intent.name]));
}

/** A wallet has shown the sum of the Elements: another one is not charged. @returns {Promise<Bag | undefined>} @param {string} key @param {Intent} intent @param {ElementsGroup} elements */
async function refuseOtherAmount(key, intent, elements) {
  const { object, error } = await retrieveIntent(key, intent);
  if (error) return { error };
  const { amount, currency } = elements._total;
  if (intent.isSetup || (object.amount === amount && object.currency === currency)) return undefined;
  return {
    error: {
      type: "invalid_request_error",
      message: `The amount and currency of the PaymentIntent (${object.amount} ${object.currency}) are not those of Elements (${amount} ${currency}). Call elements.update() before the customer pays.`,
    },
  };
}

/** What other Elements collected wins over what the call passed on. @param {Bag} [details] @param {Bag} [billing] @returns {Bag} */
export function withBilling(details = {}, billing = {}) {
  const { address, ...rest } = details.billing_details ?? {};
  return {
    ...details,
    billing_details: { ...rest, ...billing, address: { ...address, ...billing.address } },
  };
}

const acceptedHere = () => ({
  customer_acceptance: { type: "online", online: { infer_from_client: true } },
});

/**
 * Follows an intent until it needs nothing more from the customer.
 * @param {string} key @param {Intent} intent @param {import("./api.js").Answer} answer @returns {Promise<Bag>}
 */
export async function settle(key, intent, answer) {
  if (answer.error) return { error: answer.error };
  let { object } = answer;
  if (object.status === "requires_action") {
    const action = object.next_action;
    if (action?.type === "redirect_to_url") return leaveFor(action.redirect_to_url.url);
    if (action?.type !== "use_stripe_sdk") return { [intent.name]: object };
    await authenticate(key, intent, object);
    const after = await retrieveIntent(key, intent);
    if (after.error) return { error: after.error };
    object = after.object;
    if (["requires_payment_method", "requires_action"].includes(object.status))
      return refusedBy(intent, object);
  }
  return { [intent.name]: object };
}

/** @param {Intent} intent @param {Bag} object */
function refusedBy(intent, object) {
  const cause = object[intent.lastError];
  const error =
    cause && cause.code !== intent.refusal
      ? cause
      : {
          type: "invalid_request_error",
          code: intent.refusal,
          message:
            "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
        };
  return { error: { ...error, [intent.param]: object } };
}

/** Leaves the page; what is awaited after it never comes. @param {string | URL} url @returns {Promise<never>} */
function leaveFor(url) {
  location.assign(url);
  return new Promise(() => {});
}

/** @param {string} returnUrl @param {Intent} intent @param {Bag} object */
function withOutcome(returnUrl, intent, object) {
  const url = new URL(returnUrl);
  url.searchParams.set(intent.param, intent.id);
  url.searchParams.set(`${intent.param}_client_secret`, intent.secret);
  /** @type {Bag} */
  const outcomes = { succeeded: "succeeded", requires_capture: "succeeded", processing: "processing" };
  url.searchParams.set("redirect_status", outcomes[object.status] ?? "failed");
  return url;
}
