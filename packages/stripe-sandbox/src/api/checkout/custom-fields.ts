import { badParam } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";

type FieldParams = Stripe.Checkout.SessionCreateParams.CustomField;
type CustomField = CheckoutSession["custom_fields"][number];

const MOST_FIELDS = 3;
const MOST_OPTIONS = 200;
const LONGEST_TEXT = 255;

/** The shop's own questions, up to three. https://docs.stripe.com/payments/checkout/custom-fields */
export function readCustomFields(fields: readonly FieldParams[]): CustomField[] {
  if (fields.length > MOST_FIELDS)
    throw badParam("custom_fields", `You can only specify up to ${MOST_FIELDS} custom fields.`);
  return fields.map((field, index) => readField(field, `custom_fields[${index}]`, fields));
}

function readField(field: FieldParams, at: string, all: readonly FieldParams[]): CustomField {
  const { key, label, type } = field;
  if (!/^[a-z0-9]{1,200}$/i.test(key))
    throw badParam(`${at}[key]`, `Invalid key: ${key}. A key has up to 200 letters and digits.`);
  if (all.filter((other) => other.key === key).length > 1)
    throw badParam(`${at}[key]`, `The key ${key} is used by more than one custom field.`);
  assertLength(label.custom, 50, `${at}[label][custom]`);
  for (const other of ["dropdown", "numeric", "text"] as const)
    if (other !== type && field[other])
      throw badParam(
        `${at}[${other}]`,
        `You can only use \`${other}\` with a custom field of type ${other}.`,
      );
  return {
    key,
    label: { custom: label.custom, type: "custom" },
    optional: field.optional ?? false,
    type,
    ...(type === "dropdown" ? { dropdown: readDropdown(field.dropdown, `${at}[dropdown]`) } : {}),
    ...(type === "numeric" ? { numeric: readLimits(field.numeric, `${at}[numeric]`) } : {}),
    ...(type === "text" ? { text: readLimits(field.text, `${at}[text]`) } : {}),
  };
}

function readDropdown(dropdown: FieldParams["dropdown"], at: string): NonNullable<CustomField["dropdown"]> {
  if (!dropdown) throw badParam(at, `Missing required param: ${at}.`, "parameter_missing");
  const { options, default_value = null } = dropdown;
  if (options.length === 0 || options.length > MOST_OPTIONS)
    throw badParam(`${at}[options]`, `A dropdown has 1 to ${MOST_OPTIONS} options.`);
  if (default_value !== null && !options.some(({ value }) => value === default_value))
    throw badParam(`${at}[default_value]`, `${default_value} is not one of the options.`);
  return { default_value, options, value: null };
}

function readLimits(given: FieldParams["text"], at: string): NonNullable<CustomField["text"]> {
  const { default_value = null, maximum_length = null, minimum_length = null } = given ?? {};
  for (const [name, length] of Object.entries({ maximum_length, minimum_length }))
    if (length !== null && (length < 0 || length > LONGEST_TEXT))
      throw badParam(
        `${at}[${name}]`,
        `This value must be from 0 to ${LONGEST_TEXT}.`,
        "parameter_invalid_integer",
      );
  if (minimum_length !== null && maximum_length !== null && minimum_length > maximum_length)
    throw badParam(`${at}[minimum_length]`, "The minimum length is above the maximum length.");
  return { default_value, maximum_length, minimum_length, value: null };
}

/** Checks the customer's answers; what is optional may be left out. Refusals name the field as the page does. */
export function checkAnswers(fields: readonly CustomField[], answers: Record<string, string>): void {
  const unknown = Object.keys(answers).find((key) => !fields.some((field) => field.key === key));
  if (unknown !== undefined)
    throw badParam(`custom_fields[${unknown}]`, `This session has no custom field ${unknown}.`);
  for (const field of fields) {
    const problem = problemOf(field, answers[field.key]?.trim() ?? "");
    if (problem) throw badParam(`custom_fields[${field.key}]`, problem);
  }
}

function problemOf(field: CustomField, answer: string): string | undefined {
  const name = field.label.custom ?? field.key;
  if (answer === "") return field.optional ? undefined : `${name} is required.`;
  if (field.dropdown)
    return field.dropdown.options.some(({ value }) => value === answer)
      ? undefined
      : `Choose one for ${name}.`;
  if (field.numeric && !/^\d+$/.test(answer)) return `${name} takes digits only.`;
  const { minimum_length: least, maximum_length: most } = field.numeric ?? field.text ?? {};
  if (answer.length < (least ?? 0)) return `${name} takes at least ${least} characters.`;
  if (answer.length > (most ?? LONGEST_TEXT))
    return `${name} takes at most ${most ?? LONGEST_TEXT} characters.`;
  return undefined;
}

/** The fields with the customer's answers in them. */
export function withAnswers(fields: readonly CustomField[], answers: Record<string, string>): CustomField[] {
  return fields.map((field) => {
    const { type } = field as { type: "dropdown" | "numeric" | "text" };
    const value = answers[field.key]?.trim() || null;
    return { ...field, [type]: { ...field[type], value } };
  });
}
