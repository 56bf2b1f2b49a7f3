// @ts-check
import { element } from "../payment/dom.js";
import { language, t } from "../payment/translate.js";

/** @typedef {Record<string, any>} Bag */

/**
 * The ways of shipping that the shop offers, one of them chosen.
 * @param {Bag} session @param {(amount: number) => string} money @param {import("./summary.js").Change} change
 */
export function shippingChoice(session, money, change) {
  const error = element("p", { class: "Error", role: "alert", hidden: true });
  const group = element("div", {
    class: "Rates-list",
    role: "radiogroup",
    "aria-label": t("Shipping method"),
  });
  for (const option of session.shipping_options) {
    const id = `rate-${option.id}`;
    const input = element("input", { type: "radio", name: "shipping-rate", id, checked: option.chosen });
    input.addEventListener("change", async () => {
      const problem = await change({ shipping_rate: option.id });
      error.hidden = !problem;
      error.textContent = problem ? t(problem.message) : "";
      if (!problem) document.getElementById(id)?.focus();
    });
    const text = element("span", { class: "Rate-words" }, element("span", {}, option.name));
    const estimate = estimateOf(option.delivery_estimate);
    if (estimate) text.append(element("span", { class: "Line-note" }, estimate));
    const price = element("span", {}, option.amount === 0 ? t("Free") : money(option.amount));
    group.append(element("label", { class: "Rate", for: id }, input, text, price));
  }
  return element("div", {}, group, error);
}

/** "2–4 business days", as far as the shop says it. @param {Bag | null} estimate */
function estimateOf(estimate) {
  const { minimum, maximum } = estimate ?? {};
  if (minimum && maximum) {
    if (minimum.unit !== maximum.unit)
      return t("{from} to {to}", { from: timeOf(minimum), to: timeOf(maximum) });
    return timeOf(maximum, minimum.value === maximum.value ? "" : `${minimum.value}–`);
  }
  if (minimum) return t("At least {time}", { time: timeOf(minimum) });
  return maximum ? t("Up to {time}", { time: timeOf(maximum) }) : "";
}

/** @param {{ value: number, unit: string }} time @param {string} [from] what stands before the number */
function timeOf({ value, unit }, from = "") {
  if (unit === "business_day")
    return t(value === 1 ? "{count} business day" : "{count} business days", { count: `${from}${value}` });
  const format = new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" });
  return `${from}${format.format(value)}`;
}
