// @ts-check
import { element } from "../payment/dom.js";
import { choiceField, countryOptions, textField } from "./fields.js";

/** @typedef {Record<string, any>} Bag */

/** How a country writes its addresses, where that is not simply street, town and postal code. */
/** @type {Record<string, { state?: string, postal?: string | null, city?: string }>} */
const shapes = {
  US: { state: "State", postal: "ZIP" },
  CA: { state: "Province" },
  AU: { state: "State", city: "Suburb" },
  IN: { state: "State", postal: "PIN code" },
  MX: { state: "State" },
  BR: { state: "State" },
  JP: { state: "Prefecture" },
  GB: { postal: "Postcode", city: "Town or city" },
  IE: { postal: "Eircode" },
  HK: { postal: null, state: "Area", city: "District" },
  AE: { postal: null, state: "Emirate" },
};

/** Name and address of a person, by the customs of the country that is chosen. */
export class AddressForm {
  /**
   * @param {{ name: string, section: "shipping" | "billing", countries?: string[], country?: string, withName: boolean,
   *   onChange?: () => void }} options
   */
  constructor({ name, section, countries, country, withName, onChange }) {
    const at = (/** @type {string} */ part) => `${name}-${part}`;
    const auto = (/** @type {string} */ part) => `${section} ${part}`;
    this.name = textField({ name: at("name"), label: "Full name", autocomplete: auto("name") });
    this.country = choiceField({
      name: at("country"),
      label: "Country",
      autocomplete: auto("country"),
      options: countryOptions(countries),
    });
    this.line1 = textField({ name: at("line1"), label: "Address", autocomplete: auto("address-line1") });
    this.line2 = textField({
      name: at("line2"),
      label: "Flat, floor",
      autocomplete: auto("address-line2"),
      optional: true,
    });
    this.postalCode = textField({
      name: at("postal"),
      label: "Postal code",
      autocomplete: auto("postal-code"),
    });
    this.city = textField({ name: at("city"), label: "City", autocomplete: auto("address-level2") });
    this.state = textField({ name: at("state"), label: "State", autocomplete: auto("address-level1") });
    this.name.root.hidden = !withName;
    const { select } = this.country;
    if (country && [...select.options].some(({ value }) => value === country)) select.value = country;
    this.root = element(
      "div",
      { class: "Fields" },
      this.name.root,
      this.country.root,
      this.line1.root,
      this.line2.root,
      this.city.root,
      this.state.root,
      this.postalCode.root,
    );
    for (const [field, part] of /** @type {const} */ ([
      [this.city, "half"],
      [this.state, "half"],
      [this.postalCode, "half"],
    ]))
      field.root.classList.add(`Field--${part}`);
    select.addEventListener("change", () => {
      this.#followCountry();
      onChange?.();
    });
    if (onChange)
      for (const field of [this.postalCode, this.state]) field.input.addEventListener("change", onChange);
    this.#followCountry();
  }

  #followCountry() {
    const { state, postal, city } = shapes[this.country.select.value] ?? {};
    this.state.root.hidden = !state;
    this.state.label.textContent = state ?? "";
    this.postalCode.root.hidden = postal === null;
    this.postalCode.label.textContent = postal ?? "Postal code";
    this.city.label.textContent = city ?? "City";
  }

  get fields() {
    return [this.name, this.line1, this.line2, this.city, this.state, this.postalCode];
  }

  /** As the API calls it. */
  get address() {
    const text = (/** @type {import("../payment/field.js").Field} */ field) =>
      field.root.hidden ? null : field.value.trim() || null;
    return {
      country: this.country.select.value,
      line1: text(this.line1),
      line2: text(this.line2),
      city: text(this.city),
      state: text(this.state),
      postal_code: text(this.postalCode),
    };
  }
}
