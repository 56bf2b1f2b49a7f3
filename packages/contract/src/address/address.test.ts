import { expect, test } from "vitest";
import { z } from "../zod.ts";
import { enteredAddressSchema } from "./address.ts";
import { addressLines } from "./address-lines.ts";

const place = { line1: "1 Long Road", city: "Town" };

/** What is wrong, by field; {} when nothing is. */
function errorsIn(address: object): Record<string, string[]> {
  const checked = enteredAddressSchema.safeParse(address);
  return checked.success ? {} : z.flattenError(checked.error).fieldErrors;
}

test.each([
  { ...place, country: "AT", postalCode: "1010" },
  { ...place, country: "IE" },
  { ...place, country: "IE", postalCode: "D02 X285", state: "Co. Dublin" },
  { ...place, country: "AE", state: "Dubai" },
  { line1: "8 Queen's Road", country: "HK" },
  { line1: "1 Raffles Place", country: "SG", postalCode: "048616" },
  { ...place, country: "US", postalCode: "94103", state: "CA" },
  { ...place, country: "GH", postalCode: "GA-184-8164" },
  { line1: "ул. Ленина 1", city: "Алматы", country: "KZ", postalCode: "050000" },
])("$country: this address is taken", (address) => {
  expect(errorsIn(address)).toEqual({});
});

test.each([
  [{ ...place, country: "AT" }, { postalCode: ["Postal code is missing"] }],
  [{ ...place, country: "US", state: "CA" }, { postalCode: ["ZIP code is missing"] }],
  [{ ...place, country: "US", postalCode: "94103" }, { state: ["State is missing"] }],
  [
    { ...place, country: "US", postalCode: "1010", state: "CA" },
    { postalCode: ["ZIP code looks like 94103 or 94103-1234"] },
  ],
  [
    { country: "US", line1: "", city: "", postalCode: "1" },
    {
      line1: ["Street and number is missing"],
      postalCode: ["ZIP code looks like 94103 or 94103-1234"],
      city: ["City is missing"],
      state: ["State is missing"],
    },
  ],
  [{ ...place, country: "CA", postalCode: "K1A 0B1" }, { state: ["Province or territory is missing"] }],
  [{ line1: "1 Long Road", country: "GB", postalCode: "M1 1AE" }, { city: ["Town or city is missing"] }],
  [{ ...place, country: "ZZ" }, { country: ["Choose a country"] }],
  [{ ...place, country: "__proto__" }, { country: ["Choose a country"] }],
  [{ ...place, country: "constructor", postalCode: "1010" }, { country: ["Choose a country"] }],
  [{ ...place, country: "IE", postalCode: "123" }, { postalCode: ["Eircode looks like D02 X285"] }],
  [
    { line1: "\u200b", city: "\u202e \u2800", country: "IE" },
    { line1: ["Street and number is missing"], city: ["Town or city is missing"] },
  ],
  [{ ...place, country: "IE", line1: " " }, { line1: ["Street and number is missing"] }],
  [
    { ...place, country: "IE", line1: "x".repeat(201) },
    { line1: ["Street and number is too long: at most 200 characters"] },
  ],
])("what is wrong with %j is said at its field", (address, errors) => {
  expect(errorsIn(address)).toEqual(errors);
});

test("a state that the country does not have is left out, as the form does not show it", () => {
  expect(enteredAddressSchema.parse({ ...place, country: "AT", postalCode: "1010", state: "CA" }).state).toBe(
    "",
  );
});

test.each([
  ["AT", ["1 Long Road", "1010 Town"]],
  ["US", ["1 Long Road", "Town CA 1010"]],
  ["GB", ["1 Long Road", "Town", "CA", "1010"]],
  ["IT", ["1 Long Road", "1010 Town", "CA"]],
])("in %s it is written on a parcel as %j", (country, lines) => {
  const state = country === "AT" ? "" : "CA";
  expect(addressLines({ ...place, line2: "", state, postalCode: "1010", country })).toEqual(lines);
});
