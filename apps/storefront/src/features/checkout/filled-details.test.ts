import { detailNames } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { billingFieldsOf } from "./billing-fields.ts";
import { filledFrom } from "./filled-details.ts";
import type { Details } from "./saved-details.ts";

const empty = {
  ...(Object.fromEntries(detailNames.map((name) => [name, ""])) as Record<
    (typeof detailNames)[number],
    string
  >),
  ...{ sameBilling: true, isBusiness: false },
} satisfies Details;

const home = {
  country: "AT",
  line1: "Musterweg 12",
  line2: "Top 4",
  postalCode: "1010",
  city: "Wien",
  state: "",
};
const office = {
  country: "DE",
  line1: "Musterallee 1",
  line2: "",
  postalCode: "10115",
  city: "Berlin",
  state: "",
};
const contact = { email: "toni@example.com", name: "Toni Muster", phone: "" };
const nothing = { contact: null, shippingAddress: null, billing: null, business: null, note: "" };
const known = { ...nothing, contact, shippingAddress: home };

test("an empty form takes what an earlier attempt had, its guessed country too", () => {
  const filled = filledFrom({ ...empty, country: "IE" }, { ...known, note: "Ring twice" });
  expect(filled).toEqual({ ...empty, ...contact, ...home, note: "Ring twice" });
});

test("an address that was begun takes no line of another one", () => {
  const typed = {
    ...empty,
    country: "IE",
    line1: "1 Example Street",
    postalCode: "D02 X285",
    city: "Dublin",
  };
  const filled = filledFrom(typed, { ...known, billing: { name: "Toni Muster", address: office } });
  expect(filled).toEqual({ ...typed, ...contact });
});

test("a billing address of its own comes with its shipping address, once", () => {
  const billing = { name: "Muster GmbH", address: office };
  const filled = filledFrom(empty, { ...known, billing });
  const own = { billingName: "Muster GmbH", ...billingFieldsOf(office), sameBilling: false };
  expect(filled).toEqual({ ...empty, ...contact, ...home, ...own });
  expect(filledFrom({ ...empty, ...billingFieldsOf(home) }, { ...known, billing })).toMatchObject({
    billingCity: "Wien",
    billingName: "",
    sameBilling: true,
  });
});

test("of what is not shipped the place is taken, unless a country was chosen", () => {
  const place = { ...office, line1: "", postalCode: "", city: "" };
  const stored = { ...nothing, contact, billing: { name: null, address: place } };
  expect(filledFrom(empty, stored)).toEqual({ ...empty, ...contact, billingCountry: "DE" });
  expect(filledFrom({ ...empty, billingCountry: "FR" }, stored).billingCountry).toBe("FR");
});

test("a business is filled in, and what was typed stays", () => {
  const business = { companyName: "Muster GmbH", vatId: "ATU12345678" };
  const filled = filledFrom({ ...empty, email: "other@example.com" }, { ...known, business });
  expect(filled).toMatchObject({ ...business, isBusiness: true, email: "other@example.com" });
});
