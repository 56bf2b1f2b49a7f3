// @ts-check
import { AddressFields } from "../payment/address-fields.js";
import { MethodForm } from "../payment/method-form.js";
import { nameField, phoneField } from "../payment/person-fields.js";

/** @typedef {Record<string, any>} Bag */

/** Somebody's name, address and, if wanted, phone number. */
export class AddressForm extends MethodForm {
  #display = "full";
  #phoneIsRequired = true;

  /** @param {"shipping" | "billing"} mode @param {() => void} onInput */
  constructor(mode, onInput) {
    super("address", "Address");
    const part = (
      /** @type {string} */ name,
      /** @type {string} */ label,
      /** @type {string} */ autocomplete,
    ) => nameField({ name, label, autocomplete: `${mode} ${autocomplete}`, placeholder: label, onInput });
    this.name = nameField({ autocomplete: `${mode} name`, onInput });
    this.firstName = part("firstName", "First name", "given-name");
    this.lastName = part("lastName", "Last name", "family-name");
    this.address = new AddressFields({ section: mode, onInput });
    this.phone = phoneField({ isRequired: () => this.#phoneIsRequired, onInput });
    this.fields = [this.name, this.firstName, this.lastName, ...this.address.all, this.phone];
    const names = [this.name, this.firstName, this.lastName].map((field) => field.root);
    this.grid.append(...names, this.address.root, this.phone.root);
  }

  /** @param {Bag} settings */
  follow(settings) {
    super.follow(settings);
    const { options, country } = settings;
    const { defaultValues: known = {}, fields = {}, validation = {}, display = {} } = options;
    this.#display = display.name ?? "full";
    const isSplit = this.#display === "split";
    this.name.root.hidden = isSplit || fields.name === "never";
    for (const field of [this.firstName, this.lastName])
      field.root.hidden = !isSplit || fields.name === "never";
    const isOrganization = this.#display === "organization";
    this.name.labelText = isOrganization ? "Organization name" : "Full name";
    this.name.placeholder = isOrganization ? "" : "First and last name";
    this.name.translate();
    this.phone.root.hidden = fields.phone !== "always";
    this.#phoneIsRequired = validation.phone?.required !== "never";
    this.address.follow({
      country,
      allowed: options.allowedCountries,
      blocksPoBox: options.blockPoBox,
      known: known.address ?? {},
    });
    for (const name of /** @type {const} */ (["name", "firstName", "lastName", "phone"]))
      if (known[name] && !this[name].value) this[name].value = known[name];
  }

  translate() {
    super.translate();
    this.address.translate();
  }

  get isEmpty() {
    return (
      [this.name, this.firstName, this.lastName, this.phone].every((field) => !field.value) &&
      this.address.isEmpty
    );
  }

  clear() {
    for (const field of [this.name, this.firstName, this.lastName, this.phone]) field.clear();
    this.address.clear();
  }

  /** As the Address Element's `change` event has it. @returns {Bag} */
  get value() {
    const text = (/** @type {import("../payment/field.js").Field} */ field) => field.value.trim();
    const { line2, ...address } = this.address.value;
    const names =
      this.#display === "split"
        ? {
            name: `${text(this.firstName)} ${text(this.lastName)}`.trim(),
            firstName: text(this.firstName),
            lastName: text(this.lastName),
          }
        : { name: text(this.name) };
    return {
      ...names,
      address: { ...address, line2: line2 || null },
      ...(this.phone.isAsked ? { phone: text(this.phone) } : {}),
    };
  }
}
