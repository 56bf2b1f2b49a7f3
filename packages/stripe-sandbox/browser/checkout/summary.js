// @ts-check
import { element } from "../payment/dom.js";
import { t } from "../payment/translate.js";
import { promotionEntry } from "./promotion-entry.js";
import { quantityStepper } from "./quantity-stepper.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {(change: Bag) => Promise<Bag | undefined>} Change asks the server; resolves with the error, if there is one */

/** So many lines fit beside the form on most screens, and stay in sight while it scrolls. */
const FEW = 5;

/**
 * What is bought and what it costs. On a narrow screen it is a line that opens.
 * @param {Bag} session @param {(amount: number) => string} money @param {Change} change
 */
export function orderSummary(session, money, change) {
  const { totals, lines } = session;
  const due = element("p", { class: "Summary-due" }, money(totals.total));
  const title = element("h1", { class: "Summary-title" }, titleOf(lines));
  const hasPictures = lines.some((/** @type {Bag} */ line) => line.image);
  const list = element(
    "ul",
    { class: hasPictures ? "Lines" : "Lines Lines--plain" },
    ...lines.map((/** @type {Bag} */ line) => lineItem(line, hasPictures, money, change)),
  );
  const details = element(
    "div",
    { class: "Summary-details", id: "order-details" },
    list,
    ...(session.asks.promotion_code || session.promotion_code ? [promotionEntry(session, change)] : []),
    totalsTable(session, money),
  );
  const opener = element(
    "button",
    {
      class: "Summary-opener TextButton",
      type: "button",
      "aria-expanded": "false",
      "aria-controls": "order-details",
    },
    t("View details"),
  );
  opener.addEventListener("click", () => {
    const isOpen = root.classList.toggle("Summary--open");
    opener.setAttribute("aria-expanded", String(isOpen));
    opener.textContent = t(isOpen ? "Close details" : "View details");
  });
  const root = element(
    "section",
    { class: lines.length <= FEW ? "Summary Summary--short" : "Summary", "aria-label": t("Your order") },
    element("div", { class: "Summary-head" }, title, due, opener),
    details,
  );
  return root;
}

/** @param {Bag[]} lines */
function titleOf(lines) {
  const [only] = lines;
  if (lines.length === 1 && only) return t("Pay for {name}", { name: only.name });
  return t("Pay for {count} items", { count: String(lines.length) });
}

/** @param {Bag} line @param {boolean} hasPicture @param {(amount: number) => string} money @param {Change} change */
function lineItem(line, hasPicture, money, change) {
  const picture = element("span", { class: "Line-picture" });
  if (line.image) {
    const image = element("img", { src: line.image, alt: "", loading: "lazy", width: "48", height: "48" });
    // A shop's picture may be out of reach from here; the line does not need it.
    image.addEventListener("error", () => image.remove());
    picture.append(image);
  }
  const text = element("div", { class: "Line-words" }, element("p", { class: "Line-name" }, line.name));
  if (line.description) text.append(element("p", { class: "Line-note" }, line.description));
  if (line.adjustable) text.append(quantityStepper(line, change));
  else if (line.quantity > 1)
    text.append(element("p", { class: "Line-note" }, t("Qty {count}", { count: String(line.quantity) })));
  const prices = element("div", { class: "Line-prices" }, element("p", {}, money(line.amount)));
  if (line.quantity > 1 && line.unit_amount !== null)
    prices.append(
      element("p", { class: "Line-note" }, t("{price} each", { price: money(line.unit_amount) })),
    );
  if (line.discount > 0) prices.append(element("p", { class: "Line-saving" }, `−${money(line.discount)}`));
  return element("li", { class: "Line" }, ...(hasPicture ? [picture] : []), text, prices);
}

/** @param {Bag} session @param {(amount: number) => string} money */
function totalsTable({ totals, shipping_options, tax, promotion_code }, money) {
  /** @type {[string, string, string?][]} */
  const rows = [[t("Subtotal"), money(totals.subtotal)]];
  if (totals.discount > 0)
    rows.push([
      promotion_code ? t("Discount ({code})", { code: promotion_code }) : t("Discount"),
      `−${money(totals.discount)}`,
    ]);
  if (shipping_options?.length)
    rows.push([t("Shipping"), totals.shipping === 0 ? t("Free") : money(totals.shipping)]);
  if (tax) rows.push(taxRow(tax, totals, money));
  rows.push([t("Total due"), money(totals.total), "Totals-due"]);
  return element(
    "dl",
    { class: "Totals" },
    ...rows.map(([name, amount, kind]) =>
      element("div", { class: kind ?? "" }, element("dt", {}, name), element("dd", {}, amount)),
    ),
  );
}

/** @param {Bag} tax @param {Bag} totals @param {(amount: number) => string} money @returns {[string, string, string?]} */
function taxRow(tax, totals, money) {
  if (tax.status !== "complete") return [t("Tax"), t("Enter your address"), "Totals-open"];
  return [t(tax.inclusive ? "Tax included" : "Tax"), money(totals.tax)];
}
