import { filledLine, line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { addressLimits } from "./address-limits.ts";
import { addressFormatOf, countryCodes } from "./countries.ts";
import { normalisePostalCode } from "./postal-code.ts";

const part = z.string().default("");

/** A stored address. It may have been entered under older rules, so nothing is required. Names follow Stripe's address object. */
export const addressSchema = z.object({
  line1: part,
  line2: part,
  postalCode: part,
  city: part,
  state: part,
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
});
export type Address = z.output<typeof addressSchema>;

const countryCode = z.string().refine((code) => countryCodes.includes(code), "Choose a country");

/** The parts of an address that decide what delivery and tax cost; those that are not entered yet are empty. */
export const destinationSchema = z.object({
  country: countryCode,
  state: line("State", addressLimits.state).default(""),
  postalCode: line("Postal code", addressLimits.postalCode).default(""),
  /** Needed in `countriesTaxedByStreet` only. */
  line1: line("Street and number", addressLimits.line).default(""),
  city: line("City", addressLimits.city).default(""),
});

/** An address as it is entered: it has all parts that its country requires. The output has the postal code in that country's format. */
export const enteredAddressSchema = z
  .object({
    line1: filledLine("Street and number", addressLimits.line),
    line2: line("This line", addressLimits.line).default(""),
    postalCode: line("Postal code", addressLimits.postalCode).default(""),
    city: line("City", addressLimits.city).default(""),
    state: line("State", addressLimits.state).default(""),
    country: countryCode,
  })
  .superRefine((address, context) => {
    const format = addressFormatOf(address.country);
    const postalCode = normalisePostalCode(address.country, address.postalCode);
    const refuse = (path: keyof Address, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (postalCode === null) refuse("postalCode", postalCodeHint(address.country));
    if (postalCode === "" && format.postalCode === "required")
      refuse("postalCode", `${format.postalCodeName} is missing`);
    if (address.city === "" && format.needsCity) refuse("city", `${format.cityName} is missing`);
    if (address.state === "" && format.needsState) refuse("state", `${format.stateName} is missing`);
  })
  .transform((address) => ({
    ...address,
    postalCode: normalisePostalCode(address.country, address.postalCode) ?? "",
    state: addressFormatOf(address.country).stateName === null ? "" : address.state,
  }));

function postalCodeHint(country: string): string {
  const { postalCodeName, postalCodeExamples } = addressFormatOf(country);
  return `${postalCodeName} looks like ${postalCodeExamples.slice(0, 2).join(" or ")}`;
}
