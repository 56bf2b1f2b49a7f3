import { expect, test } from "vitest";
import { checkoutDetailsSchema, contactSchema, orderNoteSchema } from "./checkout-details.ts";

const phoneOf = (phone: string) =>
  contactSchema.parse({ email: "customer@example.com", name: "A Customer", phone }).phone;

test.each([
  "",
  "+43 1 234 56 78",
  "(415) 555-0100 x12",
  "0664/1234567",
  "+81-3-1234-5678",
  "01 23 45 67 89",
  "+43 (0)1 234-56",
])("%j is taken as a phone number", (text) => {
  expect(phoneOf(` ${text} `)).toBe(text);
});

test.each([
  ["＋８１ ３ １２３４ ５６７８", "+81 3 1234 5678"],
  ["٠١٢٣٤٥٦", "0123456"],
  ["۰۲۱ ۱۲۳۴", "021 1234"],
  ["०११ २३४५", "011 2345"],
  ["555–0100", "555-0100"],
  ["\u202a+43 1 234 56\u202c", "+43 1 234 56"],
])("%j are the digits %j", (typed, written) => {
  expect(phoneOf(typed)).toBe(written);
});

test.each([
  ["+1 (415) 555-0100 x123", "+14155550100 x123"],
  ["+1 (415) 555-0100 ext. 123", "+14155550100 x123"],
  ["+49 (0) 30 - 901 820 / 0", "+49309018200"],
  ["+49 (0)30 / 901 820 - 0", "+49309018200"],
])("%j is written as short as Stripe takes it: %j", (typed, written) => {
  expect(phoneOf(typed)).toBe(written);
});

test.each([
  "1234",
  "call me",
  "+43 1 234 56 78 90 12 34",
  "43+1234567",
  "12345\n67890",
  "xxxxx12345",
  "--12345--",
  "12 x 34567",
  "+123456789012345 ext 123456",
])("%j is no phone number", (text) => {
  expect(() => phoneOf(text)).toThrow();
});

test("a note has lines, and as many characters as fit with the payment", () => {
  expect(orderNoteSchema.parse(" Ring twice.\nThen wait. ")).toBe("Ring twice.\nThen wait.");
  expect(orderNoteSchema.parse("x".repeat(500))).toHaveLength(500);
  expect(() => orderNoteSchema.parse("x".repeat(501))).toThrow(/at most 500/);
  expect(() => orderNoteSchema.parse("a\u0000b")).toThrow(/can't be used/);
});

test("a name that nobody sees is missing, and none turns what stands behind it", () => {
  const nameOf = (name: string) => contactSchema.parse({ email: "customer@example.com", name }).name;
  for (const unseen of ["\u200b", " \u200d\ufeff ", "\u3164", "\u2800", "\u202e"])
    expect(() => nameOf(unseen), unseen).toThrow(/Name is missing/);
  expect(nameOf("\u202eevil")).toBe("evil");
  expect(nameOf("\u2068Zoë\u2069 Ødegård")).toBe("Zoë Ødegård");
  for (const kept of ["👩‍👩‍👧", "❤️", "می‌خواهم", "‏עברית"]) expect(nameOf(kept)).toBe(kept);
  expect(orderNoteSchema.parse("left \u202ethgir")).toBe("left thgir");
});

const contact = { email: "customer@example.com", name: "A Customer" };
const street = { line1: "1 Long Road", postalCode: "1010", city: "Vienna", country: "AT" };
const business = { companyName: "A Company" };

/** The fields that are refused, e.g. `billing.address.city`. */
const refusedOf = (details: object) =>
  checkoutDetailsSchema.safeParse({ contact, ...details }).error?.issues.map(({ path }) => path.join(".")) ??
  [];
const billedTo = (address: object) => ({ billing: { name: "A Payer", address } });

test.each([
  ["files are billed to a country alone", billedTo({ country: "AT" }), []],
  ["no address at all", {}, ["billing.address.country"]],
  [
    "where tax depends on the state, it and the postal code are needed",
    billedTo({ country: "US" }),
    ["billing.address.postalCode", "billing.address.state"],
  ],
  ["a state and a ZIP code do", billedTo({ country: "US", state: "NY", postalCode: "10001" }), []],
  [
    "a postal code that is none",
    billedTo({ country: "AT", postalCode: "1" }),
    ["billing.address.postalCode"],
  ],
  ["a delivery address alone", { shippingAddress: street }, []],
  [
    "a bill beside a delivery needs the whole address",
    { shippingAddress: street, ...billedTo({ country: "AT" }) },
    ["billing.address.line1", "billing.address.postalCode", "billing.address.city"],
  ],
  [
    "and so does that of a business",
    { business, ...billedTo({ country: "AT" }) },
    ["billing.address.line1", "billing.address.postalCode", "billing.address.city"],
  ],
  ["which then is enough", { business, ...billedTo(street) }, []],
])("addresses: %s", (_what, details, refused) => {
  expect(refusedOf(details).toSorted()).toEqual(refused.toSorted());
});
