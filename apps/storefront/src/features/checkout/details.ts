import { contactSchema, shippingAddressSchema } from "@dualtrack/contract";
import { likelyCountry } from "./countries.ts";

/** Everything the customer types, as typed. */
export interface Details {
  email: string;
  name: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  state: string;
  country: string;
}

export type DetailName = keyof Details;
export type DetailErrors = Partial<Record<DetailName, string>>;

const key = "checkout-details";

/** What was typed before a reload or a way back, in this tab. */
export function recallDetails(): Details {
  const blank = {
    email: "",
    name: "",
    line1: "",
    line2: "",
    postalCode: "",
    city: "",
    state: "",
    country: likelyCountry(),
  };
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof kept === "object" ? { ...blank, ...kept } : blank;
  } catch {
    return blank;
  }
}

export function keepDetails(details: Details): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(details));
  } catch {
    // Storage is full or forbidden: the form works without it.
  }
}

export function forgetDetails(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}

const schemas = { ...contactSchema.shape, ...shippingAddressSchema.shape };

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
