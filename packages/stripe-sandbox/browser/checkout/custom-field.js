// @ts-check
import { choiceField, textField } from "./fields.js";

/** @typedef {Record<string, any>} Bag */

/** A question of the shop's own. @param {Bag} field as the session has it */
export function customFieldOf(field) {
  const name = `custom-${field.key}`;
  const label = field.label.custom;
  if (field.type === "dropdown") return dropdown(field, name, label);
  const limits = field[field.type];
  const made = textField({
    name,
    label,
    optional: field.optional,
    autocomplete: "off",
    ...(field.type === "numeric" ? { inputmode: "numeric" } : {}),
    check: (text) => {
      if (field.type === "numeric" && !/^\d+$/.test(text)) return "Enter digits only.";
      if (limits.minimum_length && text.length < limits.minimum_length)
        return `Enter at least ${limits.minimum_length} characters.`;
      if (limits.maximum_length && text.length > limits.maximum_length)
        return `Enter at most ${limits.maximum_length} characters.`;
      return undefined;
    },
  });
  if (limits.default_value) made.value = limits.default_value;
  return Object.assign(made, { key: field.key });
}

/** @param {Bag} field @param {string} name @param {string} label */
function dropdown(field, name, label) {
  const choose = { value: "", label: "Choose one" };
  const { root, select, error } = choiceField({
    name,
    label: field.optional ? `${label} (optional)` : label,
    options: [choose, ...field.dropdown.options],
  });
  select.value = field.dropdown.default_value ?? "";
  const made = {
    key: field.key,
    root,
    input: select,
    get value() {
      return select.value;
    },
    get problem() {
      return field.optional || select.value ? undefined : { message: "Choose one." };
    },
    complain() {
      error.hidden = !made.problem;
      error.textContent = made.problem?.message ?? "";
      select.classList.toggle("Input--invalid", Boolean(made.problem));
      select.setAttribute("aria-invalid", String(Boolean(made.problem)));
    },
  };
  select.addEventListener("change", () => !error.hidden && made.complain());
  return made;
}
