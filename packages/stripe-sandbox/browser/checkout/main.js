// @ts-check
import { element } from "../payment/dom.js";
import { frameFacts, tellParent } from "../payment/parent-link.js";
import { addTranslations, setLanguage, t } from "../payment/translate.js";
import { CheckoutForm } from "./checkout-form.js";
import { de } from "./locales/de.js";
import { es } from "./locales/es.js";
import { fr } from "./locales/fr.js";
import { moneyWriter } from "./money.js";
import { completeScreen, expiredScreen, paidScreen, unknownScreen, unreachableScreen } from "./screens.js";
import { askSession } from "./session-api.js";
import { orderSummary } from "./summary.js";

/** @typedef {Record<string, any>} Bag */

const place = /** @type {HTMLElement} */ (document.getElementById("checkout"));
/** @type {CheckoutForm | undefined} */
let form;
let summary = element("section");

/** Whether this is a part of the shop's page. */
const isEmbedded = frameFacts.has("secret");

addTranslations({ de, es, fr });
if (isEmbedded) {
  document.documentElement.classList.add("Embedded");
  new ResizeObserver(() => tellParent("height", { height: place.offsetHeight })).observe(place);
}
setLanguage();
open();
// Back from the shop, the browser may show the page as it was left: it has to be looked at anew.
addEventListener("pageshow", ({ persisted }) => persisted && open());

async function open() {
  const { session, status } = await askSession("");
  place.removeAttribute("aria-busy");
  if (session) show(session);
  else showScreen(status === 404 ? unknownScreen() : unreachableScreen(open));
}

/** @param {HTMLElement} screen */
function showScreen(screen) {
  form = undefined;
  place.replaceChildren(screen);
  screen.querySelector("h1")?.focus();
}

/** @param {Bag} session */
function show(session) {
  setLanguage(session.locale ?? "auto");
  document.title = session.shop ? `${session.shop} – ${t("Checkout")}` : t("Checkout");
  if (session.status === "complete") return showScreen(completeScreen(session));
  if (session.status === "expired") return showScreen(expiredScreen(session));
  const money = moneyWriter(session.currency, session.locale);
  const before = summary;
  summary = orderSummary(session, money, change);
  if (form) {
    if (before.classList.contains("Summary--open")) summary.querySelector("button")?.click();
    keepTyping(before, () => before.replaceWith(summary));
    form.follow(session, money);
    return;
  }
  form = new CheckoutForm(session, money, { change, show, finish });
  place.replaceChildren(
    element(
      "div",
      { class: "Checkout" },
      element("div", { class: "Side" }, header(session), summary),
      element("main", { class: "Main" }, form.root, footer()),
    ),
  );
}

/** Paid: the customer goes where the shop wants them, or is told here. @param {Bag} session */
function finish(session) {
  if (isEmbedded) tellParent("complete", { url: session.success_url });
  else if (session.success_url) location.assign(session.success_url);
  if (session.success_url) return;
  showScreen(session.payment_status === "paid" ? paidScreen() : completeScreen(session));
}

/** A promotion code that is being typed stays, whatever else changes. @param {HTMLElement} before @param {() => void} redraw */
function keepTyping(before, redraw) {
  const find = (/** @type {ParentNode} */ place) => {
    const input = place.querySelector("#promotion-code");
    return input instanceof HTMLInputElement ? input : undefined;
  };
  const typed = find(before);
  const isFocused = document.activeElement === typed;
  redraw();
  const next = find(summary);
  if (!typed?.value || !next) return;
  next.value = typed.value;
  next.dispatchEvent(new Event("input", { bubbles: true }));
  if (isFocused) next.focus();
}

/** Changes the order; the page shows what came of it. @param {Bag} wanted */
async function change(wanted) {
  const { session, error } = await askSession("/change", wanted);
  if (session) show(session);
  return error;
}

/** @param {Bag} session */
function header({ cancel_url, shop }) {
  const name = shop ?? t("Checkout");
  const badge = element("span", { class: "Badge", title: "A simulation: no money moves" }, "Sandbox");
  const back = cancel_url
    ? element(
        "a",
        { class: "Back", href: cancel_url, "aria-label": t("Back to {shop}", { shop: name }) },
        "←",
      )
    : "";
  return element("header", { class: "Shop" }, back, element("span", { class: "Shop-name" }, name), badge);
}

function footer() {
  return element(
    "footer",
    { class: "Foot" },
    t(
      "This is the Stripe sandbox: no bank is asked and no money moves. Use a test card, such as 4242 4242 4242 4242.",
    ),
  );
}
