// @ts-check
import { element } from "../payment/dom.js";
import { t } from "../payment/translate.js";
import { askSession } from "./session-api.js";

/** @typedef {Record<string, any>} Bag */

/**
 * Shows the bank's page over this one until the bank has decided: by a press on its page, by Cancel (which refuses), or
 * by anyone who finishes the challenge elsewhere meanwhile.
 * @param {Bag} payment with its `next_action` @param {{ total: number, currency: string }} order
 */
export async function passChallenge(payment, order) {
  const { promise: decided, resolve: decide } = Promise.withResolvers();
  const channel = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const facts = new URLSearchParams({
    channel,
    parent: location.origin,
    amount: String(order.total),
    currency: order.currency,
  });
  const query = new URLSearchParams({ client_secret: payment.client_secret });
  const path = `/_sandbox/3ds/${encodeURIComponent(payment.id)}`;
  const frame = element("iframe", { title: "3D Secure authentication", src: `${path}?${query}#${facts}` });
  const cancel = element("button", { type: "button", class: "TextButton" }, t("Cancel"));
  const dialog = element(
    "dialog",
    { class: "Challenge", "aria-label": t("Your bank asks you to confirm this payment") },
    element("div", { class: "Challenge-bar" }, cancel),
    frame,
  );
  const stop = new AbortController();
  addEventListener(
    "message",
    ({ origin, source, data }) => {
      if (origin !== location.origin || source !== frame.contentWindow) return;
      if (data?.channel === channel && data.type === "decided") decide("decided");
    },
    { signal: stop.signal },
  );
  cancel.addEventListener("click", () => decide("cancel"));
  // Escape must not lose a payment in silence: it leads to the button that says what happens.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    cancel.focus();
  });
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  frame.focus();
  const watch = setInterval(async () => {
    const { session } = await askSession("");
    if (session && session.payment?.status !== "requires_action") decide("elsewhere");
  }, 2000);

  if ((await decided) === "cancel") {
    cancel.disabled = true;
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ outcome: "refuse", client_secret: payment.client_secret }),
    }).catch(() => undefined);
  }
  clearInterval(watch);
  stop.abort();
  dialog.close();
  dialog.remove();
  if (before instanceof HTMLElement) before.focus();
}
