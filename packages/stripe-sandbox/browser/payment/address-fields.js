// @ts-check
import { formatOf } from "./address-formats.js";
import { countryChoices } from "./countries.js";
import { element } from "./dom.js";
import { Field } from "./field.js";
import { SelectField } from "./select-field.js";

/** @typedef {Record<string, any>} Bag */

/** The fields of an address, which are other ones in another order in each country. */
export class AddressFields {
  #chosenByCustomer = false;
  #blocksPoBox = false;
  /** @type {string[] | null | undefined} */
  #allowed;

  /** @param {{ section: "shipping" | "billing", prefix?: string, onInput: () => void }} spec the section is for the browser's autofill; the prefix of the ids is the section when left out */
  constructor({ section, prefix = section, onInput }) {
    const purpose = `${section} `;
    const id = (/** @type {string} */ name) => `${prefix}-${name}`;
    /** @param {string} name @param {string} label @param {string} autocomplete @param {string} [placeholder] */
    const field = (name, label, autocomplete, placeholder = "") =>
      new Field({
        name,
        id: id(name),
        label,
        attributes: { autocomplete: purpose + autocomplete, placeholder },
        check: (text) => this.#check(name, text.trim()),
        onInput,
      });
    this.country = new SelectField({
      name: "country",
      id: id("country"),
      label: "Country",
      autocomplete: `${purpose}country`,
      onInput: () => {
        this.#chosenByCustomer = true;
        this.#followCountry();
        onInput();
      },
    });
    this.stateChoice = new SelectField({
      name: "state",
      id: id("state-choice"),
      label: "State",
      autocomplete: `${purpose}address-level1`,
      onInput,
    });
    /** @type {Record<string, Field>} */
    this.parts = {
      line1: field("line1", "Address line 1", "address-line1", "Street address"),
      line2: field("line2", "Address line 2", "address-line2", "Apt., suite, unit number, etc. (optional)"),
      city: field("city", "City", "address-level2"),
      state: field("state", "State", "address-level1"),
      postal_code: field("postal_code", "Postal code", "postal-code"),
    };
    /** Without a box of its own, so that its fields join the grid they are in. */
    this.root = element("div", { class: "FieldGroup" });
    this.all = [this.country, this.stateChoice, ...Object.values(this.parts)];
    this.root.append(...this.all.map((field) => field.root));
    this.country.offer(countryChoices());
    this.country.value = "US";
    this.#followCountry();
  }

  /** The fields of this country, in its order. @returns {import("./control.js").Control[]} */
  get shown() {
    const { order, states } = formatOf(this.country.value);
    const inOrder = order.map((name) => (name === "state" && states ? this.stateChoice : this.parts[name]));
    return [this.country, ...inOrder.filter((field) => field !== undefined)];
  }

  /** @param {{ country?: string, allowed?: string[] | null, blocksPoBox?: boolean, known?: Bag }} settings */
  follow({ country, allowed, blocksPoBox = false, known = {} }) {
    this.#allowed = allowed;
    this.#blocksPoBox = blocksPoBox;
    this.country.offer(countryChoices(allowed));
    const home = known.country ?? country;
    if (home && !this.#chosenByCustomer) this.country.value = home;
    this.#followCountry();
    for (const [name, field] of Object.entries(this.parts))
      if (known[name] && !field.value) field.value = known[name];
    if (known.state && !this.stateChoice.value) this.stateChoice.value = known.state;
  }

  translate() {
    this.country.offer(countryChoices(this.#allowed));
    for (const field of this.all) field.translate();
    this.#followCountry();
  }

  clear() {
    for (const field of Object.values(this.parts)) field.clear();
    this.stateChoice.value = "";
  }

  get isEmpty() {
    return Object.values(this.parts).every((field) => !field.value);
  }

  /** In the API's words; a part that this country has not is empty. @returns {Record<string, string>} */
  get value() {
    const { order, states } = formatOf(this.country.value);
    const has = (/** @type {string} */ name) => order.includes(name);
    const part = (/** @type {string} */ name) => (has(name) ? (this.parts[name]?.value.trim() ?? "") : "");
    return {
      line1: part("line1"),
      line2: part("line2"),
      city: part("city"),
      state: states ? this.stateChoice.value : part("state"),
      postal_code: part("postal_code"),
      country: this.country.value,
    };
  }

  /** @param {string} name @param {string} text */
  #check(name, text) {
    const { optional = [], pattern } = formatOf(this.country.value);
    if (!text) {
      if (name === "line2" || optional.includes(name)) return undefined;
      const message =
        name === "postal_code" ? "Your postal code is incomplete." : "This field is incomplete.";
      return { code: `incomplete_${name}`, message };
    }
    if (name === "postal_code" && pattern && !pattern.test(text))
      return { code: "invalid_postal_code", message: "Your postal code is invalid." };
    if (name === "line1" && this.#blocksPoBox && /\bp\.? ?o\.? ?box\b/i.test(text))
      return { code: "invalid_line1", message: "We cannot deliver to a PO box." };
    return undefined;
  }

  #followCountry() {
    const { city, state, states, postal, example } = formatOf(this.country.value);
    const { parts } = this;
    for (const field of [parts.state, this.stateChoice]) relabel(field, state ?? "State");
    relabel(parts.city, city ?? "City");
    relabel(parts.postal_code, postal ?? "Postal code", example ?? "");
    if (states) {
      const choices = states.map(([value, text]) => ({ value, text }));
      this.stateChoice.offer([{ value: "", text: "" }, ...choices]);
    }
    const { shown } = this;
    for (const field of this.all) {
      field.root.hidden = !shown.includes(field);
      if (field.root.hidden) field.root.remove();
    }
    const onOneLine = shown.filter(({ name }) => ["city", "state", "postal_code"].includes(name));
    this.root.dataset.parts = String(onOneLine.length);
    // The country stays where it is, because the customer may just be choosing it.
    this.root.append(...shown.slice(1).map((field) => field.root));
  }
}

/** @param {import("./control.js").Control | undefined} field @param {string} label @param {string} [placeholder] */
function relabel(field, label, placeholder) {
  if (!field) return;
  field.labelText = label;
  if (field instanceof Field && placeholder !== undefined) field.placeholder = placeholder;
  field.translate();
}
