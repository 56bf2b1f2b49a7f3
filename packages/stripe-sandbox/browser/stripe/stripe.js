// @ts-check
import { confirm, settle, withBilling } from "./confirm.js";
import { ElementsGroup } from "./elements-group.js";
import { createEmbeddedCheckout } from "./embedded-checkout.js";
import { IntegrationError, notCovered } from "./errors.js";
import { intentOf, retrieveIntent } from "./intent.js";
import { rejecting, throwing, uncovered } from "./uncovered.js";

/** @typedef {Record<string, any>} Bag */

/**
 * What `loadStripe` hands the shop.
 * @param {string} key @param {Bag} [options]
 */
export function Stripe(key, options = {}) {
  checkKey(key);
  const caller = { key };
  /** @type {Bag} */
  const stripe = {
    /** The locale given here is the default of each group. @param {Bag} [own] */
    elements: (own = {}) => new ElementsGroup(caller, { locale: options.locale, ...own }),
    /** @param {Bag} args */
    confirmPayment: (args) => confirm(key, "confirmPayment", args),
    /** @param {Bag} args */
    confirmSetup: (args) => confirm(key, "confirmSetup", args),
    /** @param {string} secret */
    retrievePaymentIntent: (secret) => retrieve("retrievePaymentIntent", secret),
    /** @param {string} secret */
    retrieveSetupIntent: (secret) => retrieve("retrieveSetupIntent", secret),
    /** @param {{ clientSecret?: string, hashedValue?: string }} args */
    async handleNextAction({ clientSecret, hashedValue } = {}) {
      if (hashedValue !== undefined)
        return { error: notCovered("stripe.handleNextAction() with `hashedValue`") };
      const intent = intentOf(clientSecret, "stripe.handleNextAction()");
      return settle(key, intent, await retrieveIntent(key, intent));
    },
    /** The older name. @param {string} clientSecret */
    handleCardAction: (clientSecret) => stripe.handleNextAction({ clientSecret }),
    /** @param {Bag} args */
    async createPaymentMethod({ elements, params } = {}) {
      if (!elements) return { error: notCovered("stripe.createPaymentMethod() without `elements`") };
      if (elements._options.paymentMethodCreation !== "manual") {
        throw new IntegrationError(
          "stripe.createPaymentMethod() with elements needs elements that were made with paymentMethodCreation: 'manual'.",
        );
      }
      assertSubmitted(elements, "createPaymentMethod");
      const { billing } = await elements._collected();
      const { error, paymentMethod } = await elements._make(
        "createPaymentMethod",
        withBilling(params, billing),
        true,
      );
      return error ? { error } : { paymentMethod };
    },
    /** @param {Bag} args */
    async createConfirmationToken({ elements, params = {} } = {}) {
      assertSubmitted(elements, "createConfirmationToken");
      const { billing, shipping } = await elements._collected();
      return elements._make("createConfirmationToken", {
        shipping,
        ...params,
        payment_method_data: withBilling(params.payment_method_data, billing),
      });
    },
    /** @param {string} clientSecret @param {Bag} [data] */
    confirmCardPayment: (clientSecret, data) => confirmCard("confirmPayment", clientSecret, data),
    /** @param {string} clientSecret @param {Bag} [data] */
    confirmCardSetup: (clientSecret, data) => confirmCard("confirmSetup", clientSecret, data),
    createEmbeddedCheckoutPage: createEmbeddedCheckout,
    registerAppInfo() {},
    _registerWrapper() {},
  };
  for (const name of uncovered) stripe[name] = async () => ({ error: notCovered(`stripe.${name}()`) });
  for (const name of rejecting) {
    stripe[name] = async () => {
      throw new IntegrationError(notCovered(`stripe.${name}()`).message);
    };
  }
  for (const name of throwing) {
    stripe[name] = () => {
      throw new IntegrationError(notCovered(`stripe.${name}()`).message);
    };
  }
  return stripe;

  /** @param {"retrievePaymentIntent" | "retrieveSetupIntent"} method @param {string} secret */
  async function retrieve(method, secret) {
    const intent = intentOf(secret, `stripe.${method}()`);
    if (intent.isSetup !== (method === "retrieveSetupIntent")) {
      throw new IntegrationError(
        `Invalid value for stripe.${method}(): the client secret belongs to a ${intent.isSetup ? "SetupIntent" : "PaymentIntent"}.`,
      );
    }
    const { object, error } = await retrieveIntent(key, intent);
    return error ? { error } : { [intent.name]: object };
  }

  /** The older calls, with a card that is known already. @param {"confirmPayment" | "confirmSetup"} method @param {string} clientSecret @param {Bag} [data] */
  async function confirmCard(method, clientSecret, data = {}) {
    if (typeof data.payment_method !== "string") {
      const name = method === "confirmSetup" ? "confirmCardSetup" : "confirmCardPayment";
      return { error: notCovered(`stripe.${name}() with anything but the id of a PaymentMethod`) };
    }
    return confirm(key, method, { clientSecret, confirmParams: data, redirect: "if_required" });
  }
}
Stripe.version = "endive";

/** @param {unknown} elements @param {string} method */
function assertSubmitted(elements, method) {
  if (!(elements instanceof ElementsGroup)) {
    throw new IntegrationError(
      `Invalid value for stripe.${method}(): elements should come from stripe.elements().`,
    );
  }
  if (!elements._submitted)
    throw new IntegrationError(`Please call elements.submit() before stripe.${method}().`);
}

/** @param {unknown} key */
function checkKey(key) {
  if (typeof key !== "string" || !key) {
    throw new IntegrationError("Please call Stripe() with your publishable key. You used an empty string.");
  }
  if (/^[sr]k_/.test(key)) {
    throw new IntegrationError(
      "You should not use your secret key with Stripe.js. Please pass a publishable key instead.",
    );
  }
  if (key.startsWith("pk_live_")) {
    throw new IntegrationError("This is the Stripe sandbox's Stripe.js: it refuses live keys.");
  }
}
