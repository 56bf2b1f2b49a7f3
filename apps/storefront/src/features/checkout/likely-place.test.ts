import { expect, test } from "vitest";
import { likelyPlace } from "./likely-place.ts";

test.each([
  ["AT", "AT"], // the seller's
  ["IE", "IE"], // served
  ["JP", ""], // not served
  ["US", ""], // served, but anybody's browser says so, and it asks for state and ZIP
  ["", ""],
])("of the browser's country %s the form of a shop in Austria takes “%s”", (guess, place) => {
  expect(likelyPlace(guess, { sellerCountry: "AT", shipTo: ["AT", "IE", "US"] })).toBe(place);
});

test("a shop in the United States begins with them, also if it ships nothing", () => {
  expect(likelyPlace("US", { sellerCountry: "US", shipTo: [] })).toBe("US");
});
