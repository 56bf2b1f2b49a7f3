import { expect, test } from "vitest";
import { addressFormatOf, countryCodes } from "./countries.ts";
import { countryName } from "./country-name.ts";
import { normalisePostalCode } from "./postal-code.ts";

test("every country is there once, and has a name", () => {
  expect(new Set(countryCodes).size).toBe(countryCodes.length);
  for (const code of countryCodes) expect(countryName(code)).not.toBe(code);
});

test("every example is a code of its country as it is written there", () => {
  for (const country of countryCodes)
    for (const example of addressFormatOf(country).postalCodeExamples)
      expect(normalisePostalCode(country, example), country).toBe(example);
});

test.each([
  ["GB", "sw1a1aa", "SW1A 1AA"],
  ["GB", " ec1a  1bb ", "EC1A 1BB"],
  ["GB", "BF1 2AT", "BF1 2AT"],
  ["AT", "A-1010", "1010"],
  ["CH", "CH 8001", "8001"],
  ["SE", "SE-11122", "111 22"],
  ["PL", "00950", "00-950"],
  ["NL", "1012ab", "1012 AB"],
  ["CA", "k1a-0b1", "K1A 0B1"],
  ["US", "94103 1234", "94103-1234"],
  ["JP", "１００－０００１", "100-0001"],
  ["BR", "01310100", "01310-100"],
  ["LV", "LV-1010", "1010"],
  ["AD", "AD500", "AD500"],
  ["PT", "1000", "1000"],
  ["SA", "١٢٢١٤", "12214"],
  ["IE", "d02x285", "D02 X285"],
  ["IE", "IE D6W F8N2", "D6W F8N2"],
  ["IE", "", ""],
  ["IN", "११०००१", "110001"],
  ["EG", "", ""],
  ["HK", "999077", ""],
  ["AE", "00000", ""],
])("in %s the postal code %j is written %j", (country, typed, written) => {
  expect(normalisePostalCode(country, typed)).toBe(written);
});

test.each([
  ["AT", "10"],
  ["DE", "1011"],
  ["US", "9410"],
  ["US", "SW1A 1AA"],
  ["GB", "94103"],
  ["CA", "K1A"],
  ["NL", "1012"],
  ["IE", "123"],
  ["IE", "D02 B285"],
])("in %s nobody has the postal code %j", (country, typed) => {
  expect(normalisePostalCode(country, typed)).toBeNull();
});

test.each(["__proto__", "constructor", "toString"])(
  "%s is no country, whatever a program has by that name",
  (code) => {
    expect(addressFormatOf(code)).toEqual(addressFormatOf("ZZ"));
  },
);
