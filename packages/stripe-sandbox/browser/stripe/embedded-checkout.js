// @ts-check
import { IntegrationError } from "./errors.js";
import { FrameLink } from "./frame-link.js";

/** @typedef {Record<string, any>} Bag */

/** As at Stripe, a page holds one at a time. @type {object | undefined} */
let current;

/**
 * Stripe's Checkout inside of the shop's page: the page of the session in a frame that is as high as what it shows.
 * https://docs.stripe.com/js/embedded_checkout
 * @param {{ clientSecret?: string, fetchClientSecret?: () => Promise<string>, onComplete?: () => void }} [options]
 */
export async function createEmbeddedCheckout(options = {}) {
  const caller = "stripe.createEmbeddedCheckoutPage()";
  const { clientSecret, fetchClientSecret, onComplete } = options;
  if (Boolean(clientSecret) === Boolean(fetchClientSecret))
    throw new IntegrationError(`${caller} needs either clientSecret or fetchClientSecret.`);
  if (current) throw new IntegrationError("You cannot have multiple Embedded Checkout objects.");
  const mine = {};
  current = mine;
  /** @type {string} */
  let secret;
  try {
    secret = clientSecret ?? (await fetchClientSecret?.()) ?? "";
    if (!/^cs_test_\w+_secret_\w+$/.test(secret))
      throw new IntegrationError(
        `Invalid value for ${caller}: the client secret should be that of a Checkout Session with ui_mode: embedded_page.`,
      );
  } catch (error) {
    current = undefined;
    throw error;
  }
  /** @type {FrameLink | undefined} */
  let link;
  let isDestroyed = false;

  /** @param {Bag} message */
  const hear = (message) => {
    if (!link) return;
    if (message.type === "height") link.iframe.style.height = `${message.height}px`;
    if (message.type !== "complete") return;
    if (message.url) location.assign(message.url);
    else onComplete?.();
  };

  const unmount = () => {
    link?.close();
    link = undefined;
  };

  return {
    /** @param {string | HTMLElement} location */
    mount(location) {
      if (isDestroyed) throw new IntegrationError("This Embedded Checkout has been destroyed.");
      if (link) throw new IntegrationError("This Embedded Checkout is already mounted.");
      const place = typeof location === "string" ? document.querySelector(location) : location;
      if (!place)
        throw new IntegrationError(
          `The selector you specified (${location}) applies to no DOM elements that are currently on the page.`,
        );
      const [id] = secret.split("_secret_");
      link = new FrameLink(`/c/embed/${id}`, "Checkout", hear, { secret });
      link.iframe.allow = "payment *";
      Object.assign(link.iframe.style, { display: "block", border: "0", width: "100%", height: "600px" });
      place.replaceChildren(link.iframe);
    },
    unmount,
    destroy() {
      unmount();
      isDestroyed = true;
      if (current === mine) current = undefined;
    },
  };
}
