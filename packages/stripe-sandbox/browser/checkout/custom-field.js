// @ts-check
import { Field } from "../payment/field.js";
import { SelectField } from "../payment/select-field.js";
import { t } from "../payment/translate.js";

/** @typedef {Record<string, any>} Bag */

/** The longest answer that Stripe takes. */
const LONGEST = 255;

/** A question of the shop's own. @param {Bag} question as the session has it */
export function customField(question) {
  const { key, optional, type } = question;
  const spec = {
    name: `custom-${key}`,
    label: optional ? `${question.label.custom} (optional)` : question.label.custom,
    onInput: () => {},
  };
  const field = type === "dropdown" ? dropdown(spec, question) : textField(spec, question);
  if (question[type].default_value) field.value = question[type].default_value;
  return { key, field };
}

/** @param {{ name: string, label: string, onInput: () => void }} spec @param {Bag} question */
function dropdown(spec, { dropdown: { options }, optional }) {
  const field = new SelectField({ ...spec, autocomplete: "off" });
  const choices = options.map((/** @type {Bag} */ { value, label }) => ({ value, text: label }));
  field.offer([{ value: "", text: "" }, ...choices]);
  if (optional) Object.defineProperty(field, "problem", { value: undefined });
  return field;
}

/** @param {{ name: string, label: string, onInput: () => void }} spec @param {Bag} question */
function textField(spec, { numeric, text, optional }) {
  const { minimum_length: least, maximum_length: most } = numeric ?? text;
  const field = new Field({
    ...spec,
    attributes: {
      autocomplete: "off",
      maxlength: String(most ?? LONGEST),
      ...(numeric ? { inputmode: "numeric" } : {}),
    },
    check: (typed) => {
      const answer = typed.trim();
      if (!answer) return optional ? undefined : problem("incomplete", "This field is incomplete.");
      if (numeric && !/^\d+$/.test(answer)) return problem("invalid", "Enter digits only.");
      if (least && answer.length < least)
        return problem("invalid", t("Enter at least {count} characters.", { count: String(least) }));
      return undefined;
    },
  });
  if (optional) field.input.removeAttribute("aria-required");
  return field;
}

/** @param {"incomplete" | "invalid"} kind @param {string} message */
const problem = (kind, message) => ({ code: `${kind}_custom_field`, message });
