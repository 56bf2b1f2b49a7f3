// @ts-check
import { countries } from "../payment/countries.js";
import { element } from "../payment/dom.js";
import { Field } from "../payment/field.js";

/**
 * @typedef {object} TextSpec
 * @property {string} name unique on the page
 * @property {string} label
 * @property {string} [autocomplete]
 * @property {string} [type] of the input
 * @property {string} [inputmode]
 * @property {string} [placeholder]
 * @property {boolean} [optional]
 * @property {(text: string) => string | undefined} [check] says what is wrong with what is not empty
 */

/** A line of text that has to be given, unless it is optional. @param {TextSpec} spec */
export function textField({ name, label, type, optional = false, check, ...rest }) {
  /** @type {Record<string, string>} */
  const attributes = { ...rest };
  const field = new Field({
    name,
    label: optional ? `${label} (optional)` : label,
    attributes,
    format: (text) => text,
    check: (text) => {
      const given = text.trim();
      if (!given) return optional ? undefined : { code: `incomplete_${name}`, message: "This is required." };
      const message = check?.(given);
      return message ? { code: `invalid_${name}`, message } : undefined;
    },
    isFull: () => false,
    onInput: () => {},
  });
  if (type) field.input.type = type;
  if (optional) field.input.removeAttribute("aria-required");
  return field;
}

/** @param {string} name */
export const emailField = (name) =>
  textField({
    name,
    label: "Email",
    type: "email",
    inputmode: "email",
    autocomplete: "email",
    placeholder: "email@example.com",
    check: (text) =>
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : "This is not a full email address.",
  });

/** @param {string} name */
export const phoneField = (name) =>
  textField({
    name,
    label: "Phone number",
    type: "tel",
    inputmode: "tel",
    autocomplete: "tel",
    check: (text) => (text.replace(/\D/g, "").length < 5 ? "This is not a full phone number." : undefined),
  });

/**
 * A choice of one. Its first option is chosen.
 * @param {{ name: string, label: string, autocomplete?: string, options: { value: string, label: string }[] }} spec
 */
export function choiceField({ name, label, options, autocomplete = "off" }) {
  const select = element(
    "select",
    { class: "Input", id: name, name, autocomplete },
    ...options.map((option) => {
      const node = element("option", {}, option.label);
      node.value = option.value;
      return node;
    }),
  );
  const error = element("p", { class: "Error", id: `${name}-error`, role: "alert", hidden: true });
  select.setAttribute("aria-describedby", error.id);
  const root = element(
    "div",
    { class: `Field Field--${name}` },
    element("label", { class: "Label", for: name }, label),
    element("div", { class: "InputBox InputBox--select" }, select),
    error,
  );
  return { root, select, error };
}

/** @param {string[]} [allowed] codes; all that Stripe knows without */
export function countryOptions(allowed) {
  const offered = allowed ? countries.filter(({ code }) => allowed.includes(code)) : countries;
  return offered.map(({ code, name }) => ({ value: code, label: name }));
}
