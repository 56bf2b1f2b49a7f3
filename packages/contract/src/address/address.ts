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

/** Where tax on what is not shipped depends on the state, too. */
export const countriesTaxedByState: readonly string[] = ["US", "CA"];

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

const parts = {
  line2: line("This line", addressLimits.line).default(""),
  postalCode: line("Postal code", addressLimits.postalCode).default(""),
  city: line("City", addressLimits.city).default(""),
  state: line("State", addressLimits.state).default(""),
  country: countryCode,
};

/** An address as it is entered: it has all parts that its country requires. The output has the postal code in that country's format. */
export const enteredAddressSchema = z
  .object({ line1: filledLine("Street and number", addressLimits.line), ...parts })
  .superRefine((address, context) => {
    const format = addressFormatOf(address.country);
    refuseParts(address, context, {
      postalCode: format.postalCode === "required",
      city: format.needsCity,
      state: format.needsState,
    });
  })
  .transform(inFormatOfCountry);

/**
 * The place that decides the tax of what is not shipped: the country, and where taxes differ within it, state and postal code. Other
 * parts may be left out.
 */
export const enteredPlaceSchema = z
  .object({ line1: line("Street and number", addressLimits.line).default(""), ...parts })
  .superRefine((address, context) => {
    const isTaxedByState = countriesTaxedByState.includes(address.country);
    refuseParts(address, context, { postalCode: isTaxedByState, city: false, state: isTaxedByState });
  })
  .transform(inFormatOfCountry);

type EnteredParts = Pick<Address, "postalCode" | "city" | "state" | "country">;

/** Refuses parts that are needed and empty, and a postal code that is none. */
function refuseParts(
  address: EnteredParts,
  context: z.RefinementCtx,
  needs: { postalCode: boolean; city: boolean; state: boolean },
): void {
  const format = addressFormatOf(address.country);
  const postalCode = normalisePostalCode(address.country, address.postalCode);
  const refuse = (path: keyof Address, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (postalCode === null) refuse("postalCode", postalCodeHint(address.country));
  if (postalCode === "" && needs.postalCode) refuse("postalCode", `${format.postalCodeName} is missing`);
  if (address.city === "" && needs.city) refuse("city", `${format.cityName} is missing`);
  if (address.state === "" && needs.state) refuse("state", `${format.stateName} is missing`);
}

function inFormatOfCountry<Parts extends EnteredParts>(address: Parts): Parts {
  return {
    ...address,
    postalCode: normalisePostalCode(address.country, address.postalCode) ?? "",
    state: addressFormatOf(address.country).stateName === null ? "" : address.state,
  };
}

function postalCodeHint(country: string): string {
  const { postalCodeName, postalCodeExamples } = addressFormatOf(country);
  return `${postalCodeName} looks like ${postalCodeExamples.slice(0, 2).join(" or ")}`;
}
