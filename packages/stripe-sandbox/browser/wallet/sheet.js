// @ts-check
import { element } from "../payment/dom.js";
import { cards } from "./cards.js";
import { formatAmount } from "./format-amount.js";
import { people } from "./people.js";

/** @typedef {Record<string, any>} Bag */

/** What the sheet says of a failure when the shop gives no message of its own. @type {Record<string, string>} */
const reasons = {
  fail: "The payment could not be completed.",
  invalid_shipping_address: "The shop can't use this shipping address.",
  invalid_billing_address: "The shop can't use this billing address.",
  invalid_payment_data: "The shop can't use this card.",
  address_unserviceable: "The shop does not deliver to this address.",
};

/** @param {string} label @param {HTMLElement} control */
const labelled = (label, control) => element("label", {}, element("span", {}, label), control);

/** Draws what the customer chooses from and what it costs. */
export class Sheet {
  card = element("select", { name: "card" });
  person = element("select", { name: "person" });
  rates = element("fieldset", { class: "rates" });
  lines = element("dl", {});
  problem = element("p", { role: "alert", class: "problem" });
  pay = element("button", { type: "submit", class: "pay" });
  address = element("p", { class: "address" });

  /** @param {HTMLFormElement} form @param {Bag} settings */
  constructor(form, settings) {
    const isApple = settings.wallet === "apple_pay";
    this.card.append(...cards.map(({ label, token }) => element("option", { value: token }, label)));
    const allowed = settings.allowedShippingCountries ?? [];
    people.forEach(({ name, address }, index) => {
      const isServed =
        !settings.shippingAddressRequired || allowed.length === 0 || allowed.includes(address.country);
      const text = `${name}, ${address.city}, ${address.country}`;
      const attributes = { value: String(index), disabled: !isServed };
      this.person.append(element("option", attributes, isServed ? text : `${text} (no delivery)`));
    });
    const firstServed = [...this.person.options].find((option) => !option.disabled);
    if (firstServed) firstServed.selected = true;
    form.replaceChildren(
      element("h1", {}, "Sandbox Pay"),
      element("p", { class: "note" }, `Stands for ${isApple ? "Apple Pay" : "Google Pay"}. No money moves.`),
      labelled("Pay with", this.card),
      labelled(settings.shippingAddressRequired ? "Ship to" : "Customer", this.person),
      this.address,
      this.rates,
      this.lines,
      this.problem,
      this.pay,
    );
  }

  get chosenPerson() {
    return people[Number(this.person.value)];
  }

  /** @returns {string} the id of the chosen rate, "" without rates */
  get rate() {
    const chosen = this.rates.querySelector("input:checked");
    return chosen instanceof HTMLInputElement ? chosen.value : "";
  }

  /** Shows the shop's prices. The first rate is chosen, unless the customer's choice is still there. @param {Bag} settings */
  show({ lineItems, shippingRates, amount, currency, business }) {
    const before = this.rate;
    const chosen = shippingRates.some((/** @type {Bag} */ { id }) => id === before)
      ? before
      : shippingRates[0]?.id;
    this.rates.replaceChildren(
      element("legend", {}, "Delivery"),
      ...shippingRates.map((/** @type {Bag} */ rate) => {
        const input = element("input", { type: "radio", name: "rate", value: rate.id });
        input.checked = rate.id === chosen;
        const days = typeof rate.deliveryEstimate === "string" ? rate.deliveryEstimate : "";
        const name = element("span", {}, rate.displayName, element("small", {}, days));
        return element("label", {}, input, name, formatAmount(rate.amount, currency));
      }),
    );
    this.rates.hidden = shippingRates.length === 0;
    const total = formatAmount(amount, currency);
    this.lines.replaceChildren(
      ...lineItems.flatMap((/** @type {Bag} */ item) => [
        element("dt", {}, item.name),
        element("dd", {}, formatAmount(item.amount, currency)),
      ]),
      element("dt", { class: "total" }, business ? `Pay ${business}` : "Total"),
      element("dd", { class: "total" }, total),
    );
    const { line1 = "", city = "", postal_code = "" } = this.chosenPerson?.address ?? {};
    this.address.textContent = [line1, [postal_code, city].filter(Boolean).join(" ")].join(", ");
    this.pay.textContent = `Pay ${total}`;
  }

  /** @param {boolean} busy @param {string} [text] what is happening */
  setBusy(busy, text) {
    for (const control of [this.card, this.person, this.rates, this.pay]) control.disabled = busy;
    if (text) this.pay.textContent = text;
  }

  /** @param {{ reason: string, message?: string }} failure */
  complain({ reason, message }) {
    this.problem.textContent = message || (reasons[reason] ?? "The payment could not be completed.");
  }
}
