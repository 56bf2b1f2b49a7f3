import { contactSchema, shippingAddressSchema } from "@dualtrack/contract";
import type { DetailErrors, DetailName, Details } from "./kept-details.ts";

// In the order of the form, so that the first error is the topmost.
const { country, ...address } = shippingAddressSchema.shape;
const schemas = { ...contactSchema.shape, country, ...address };

export function errorIn(name: DetailName, details: Details): string | undefined {
  const checked = schemas[name].safeParse(details[name]);
  if (checked.success) return undefined;
  return details[name].trim() === "" && name === "email"
    ? "E-mail is missing"
    : checked.error.issues[0]?.message;
}

export function errorsIn(details: Details): DetailErrors {
  const errors: DetailErrors = {};
  for (const name of Object.keys(schemas) as DetailName[]) {
    const error = errorIn(name, details);
    if (error) errors[name] = error;
  }
  return errors;
}

/** The details as the server wants them. */
export function preparedFrom(details: Details) {
  return { contact: contactSchema.parse(details), shippingAddress: shippingAddressSchema.parse(details) };
}
