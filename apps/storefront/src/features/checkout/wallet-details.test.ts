import { expect, test } from "vitest";
import { checkDetails } from "./details.ts";
import { detailsOfWallet } from "./wallet-details.ts";

const typed = {
  ...{ note: "", isBusiness: false, companyName: "", vatId: "" },
  ...{ billingCountry: "SE", billingLine1: "", billingLine2: "" },
  ...{ billingPostalCode: "", billingCity: "", billingState: "" },
};
const ships = { ships: true };

const address = {
  ...{ line1: "1 Long Road", line2: null, city: "Vienna", state: "", postal_code: "1010", country: "AT" },
};
const shippingAddress = { name: "Ada Example", address };

test("one address for everything is delivery and billing", () => {
  const billingDetails = { name: "Ada Example", email: "ada@example.com", address };
  const { prepared, errors } = checkDetails(
    detailsOfWallet({ billingDetails, shippingAddress }, { ...typed, note: "Ring twice." }, ships),
    ships,
  );
  expect(errors).toEqual({});
  expect(prepared).toMatchObject({
    contact: { email: "ada@example.com", name: "Ada Example", phone: "" },
    shippingAddress: { line1: "1 Long Road", line2: "", postalCode: "1010", city: "Vienna", country: "AT" },
    billing: null,
    note: "Ring twice.",
  });
});

test("another payer has a billing address; one without a street has none", () => {
  const payer = { name: "Toni Muster", email: "toni@example.com" };
  const own = {
    ...payer,
    address: { ...address, line1: "Musterweg 12", country: "DE", postal_code: "10119" },
  };
  expect(
    checkDetails(detailsOfWallet({ billingDetails: own, shippingAddress }, typed, ships), ships).prepared,
  ).toMatchObject({
    contact: { name: "Ada Example", email: "toni@example.com" },
    billing: { name: "Toni Muster", address: { line1: "Musterweg 12", country: "DE" } },
  });
  const bare = { ...payer, address: { ...address, line1: "" } };
  expect(
    checkDetails(detailsOfWallet({ billingDetails: bare, shippingAddress }, typed, ships), ships).prepared,
  ).toMatchObject({
    billing: null,
  });
});

test("what the wallet lacks is named", () => {
  const billingDetails = { name: "Ada Example", address };
  const given = {
    billingDetails,
    shippingAddress: { ...shippingAddress, address: { ...address, postal_code: "" } },
  };
  const { prepared, errors } = checkDetails(detailsOfWallet(given, typed, ships), ships);
  expect(prepared).toBeNull();
  expect(Object.keys(errors)).toEqual(expect.arrayContaining(["email", "postalCode"]));
});

test.each([
  ["the wallet's country", { country: "DE" }, "DE"],
  ["without one the country that was typed", {}, "SE"],
])("of files nothing is shipped: %s counts, without a street", (_what, wallets, country) => {
  const none = { line1: null, line2: null, city: null, state: null, postal_code: null, country: null };
  const billingDetails = { name: "Ada Example", email: "ada@example.com", address: { ...none, ...wallets } };
  const nothing = { ships: false };
  const { prepared, errors } = checkDetails(
    detailsOfWallet({ billingDetails } as never, typed, nothing),
    nothing,
  );
  expect(errors).toEqual({});
  expect(prepared).toMatchObject({
    contact: { name: "Ada Example" },
    shippingAddress: null,
    billing: { name: "Ada Example", address: { country, line1: "" } },
  });
});
