// @ts-check
import { drawing, element } from "../payment/dom.js";
import { t } from "../payment/translate.js";

/** @typedef {Record<string, any>} Bag */

const marks = {
  done: '<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="m15 25 6 6 12-14"/></svg>',
  over: '<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="M24 12v13l8 5"/></svg>',
  lost: '<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="M24 14v13M24 33v1"/></svg>',
};

/**
 * A page that says one thing, and where to go from here.
 * @param {keyof typeof marks} mark @param {string} title in English, as the text @param {string} text @param {{ href: string, label: string }} [next]
 */
function screen(mark, title, text, next) {
  const heading = element("h1", { tabindex: "-1" }, t(title));
  const root = element(
    "main",
    { class: `Screen Screen--${mark}` },
    drawing(marks[mark]),
    heading,
    element("p", {}, t(text)),
  );
  if (next) root.append(element("a", { class: "Screen-next", href: next.href, target: "_top" }, next.label));
  return root;
}

/** @param {Bag} session */
const shopLink = ({ cancel_url, shop }) =>
  cancel_url
    ? { href: cancel_url, label: t("Return to {shop}", { shop: shop ?? t("the shop") }) }
    : undefined;

/** @param {Bag} session */
export function completeScreen(session) {
  const next = session.success_url
    ? { href: session.success_url, label: t("Continue to {shop}", { shop: session.shop ?? t("the shop") }) }
    : undefined;
  if (session.payment_status === "unpaid")
    return screen(
      "done",
      "Your order is in",
      "The payment is on its way. Your bank needs some days to confirm it; there is nothing left for you to do here.",
      next,
    );
  return screen(
    "done",
    "All done here",
    "This order has already been paid. You will not be charged again.",
    next,
  );
}

/** Just now, on a page that the customer does not leave. */
export const paidScreen = () => screen("done", "Thank you", "Your payment was successful.");

/** @param {Bag} session */
export const expiredScreen = (session) =>
  screen(
    "over",
    "This checkout page has timed out",
    "Nothing was charged. Go back to the shop to start again.",
    shopLink(session),
  );

export const unknownScreen = () =>
  screen(
    "lost",
    "There is no such checkout page",
    "The address may be cut off or mistyped. Copy the whole link from the shop, or start again there.",
  );

/** @param {() => void} again */
export function unreachableScreen(again) {
  const root = screen(
    "lost",
    "The order could not be loaded",
    "Check your internet connection. Nothing was charged.",
  );
  const button = element("button", { type: "button", class: "Screen-next" }, t("Try again"));
  button.addEventListener("click", again);
  root.append(button);
  return root;
}
