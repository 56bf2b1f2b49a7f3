// @ts-check
import { AddressFields } from "../payment/address-fields.js";
import { Checkbox } from "../payment/checkbox.js";
import { element } from "../payment/dom.js";
import { emailField, nameField, phoneField } from "../payment/person-fields.js";
import { customField } from "./custom-field.js";
import { TermsBox } from "./terms-box.js";

/** @typedef {Record<string, any>} Bag */

/** Who the customer is and where the order goes: what the session asks for, and nothing else. */
export class CustomerParts {
  /** @param {Bag} session @param {{ onInput: () => void, onPlace: () => void }} listeners `onPlace` when the place of tax may have changed */
  constructor({ asks, custom_text: texts }, { onInput, onPlace }) {
    const country = countryGuess();
    this.email = asks.email ? emailField({ onInput }) : undefined;
    this.phone = asks.phone ? phoneField({ isRequired: () => true, onInput }) : undefined;
    this.custom = asks.custom_fields.map(customField);
    this.terms = asks.terms_of_service
      ? new TermsBox(
          texts.terms_of_service_acceptance?.message ?? "I agree to the terms of service of this shop.",
        )
      : undefined;
    if (asks.shipping_countries) {
      this.recipient = nameField({ name: "recipient", autocomplete: "shipping name", onInput });
      this.shipping = new AddressFields({ section: "shipping", onInput });
      this.shipping.follow({ country, allowed: asks.shipping_countries });
      whenLeft(this.shipping, onPlace);
    }
    if (asks.billing_address) {
      this.billing = new AddressFields({ section: "billing", prefix: "home", onInput });
      this.billing.follow({ country });
      whenLeft(this.billing, onPlace);
      this.billingBox = element("div", { class: "Fields" }, this.billing.root);
      if (this.shipping) {
        this.same = new Checkbox("same-address", "Billing address is the same as shipping", () => {
          this.#showBilling();
          onPlace();
        });
        this.same.root.hidden = false;
        this.same.input.checked = true;
        this.same.mark();
      }
      this.#showBilling();
    }
  }

  #showBilling() {
    const isSame = this.same?.isChecked ?? false;
    if (this.billingBox) this.billingBox.hidden = isSame;
    // The fields ask their own box whether they are wanted.
    if (this.billing) this.billing.root.hidden = isSame;
  }

  /** All fields in the order of the page; those of payment come between the two lists. */
  get before() {
    const { email, phone, recipient, shipping, custom } = this;
    const fields = [email, phone, recipient, ...(shipping?.all ?? []), ...custom.map(fieldOf)];
    return fields.filter((field) => field !== undefined);
  }

  get after() {
    return [...(this.billing?.all ?? []), this.terms].filter((field) => field !== undefined);
  }

  /** The address that was asked for, or nothing when the card's own has to do. */
  get billingAddress() {
    return this.same?.isChecked ? this.shipping?.value : this.billing?.value;
  }

  /** What the server is told. */
  get answers() {
    return {
      email: this.email?.value.trim(),
      phone: this.phone?.value.trim(),
      shipping: this.shipping && { name: this.recipient?.value.trim(), address: this.shipping.value },
      custom_fields: Object.fromEntries(
        this.custom.map((/** @type {Bag} */ { key, field }) => [key, field.value.trim()]),
      ),
      terms_of_service: this.terms?.input.checked ? "accepted" : undefined,
    };
  }
}

/** @param {Bag} custom */
const fieldOf = ({ field }) => field;

/** @param {AddressFields} address @param {() => void} onChange */
function whenLeft(address, onChange) {
  address.root.addEventListener("change", onChange);
}

/** Where the customer probably is. */
export function countryGuess() {
  return new Intl.Locale(navigator.language).maximize().region ?? "US";
}
