import { expect, test } from "vitest";
import { contactSchema, orderNoteSchema } from "./checkout-details.ts";

const phoneOf = (phone: string) =>
  contactSchema.parse({ email: "customer@example.com", name: "A Customer", phone }).phone;

test.each(["", "+43 1 234 56 78", "(415) 555-0100 x12", "0664/1234567", "+81-3-1234-5678", "01 23 45 67 89"])(
  "%j is taken as a phone number",
  (text) => {
    expect(phoneOf(` ${text} `)).toBe(text);
  },
);

test("digits of full width are digits", () => {
  expect(phoneOf("＋８１ ３ １２３４ ５６７８")).toBe("+81 3 1234 5678");
});

test.each(["1234", "call me", "+43 1 234 56 78 90 12 34", "43+1234567", "12345\n67890"])(
  "%j is no phone number",
  (text) => {
    expect(() => phoneOf(text)).toThrow();
  },
);

test("a note has lines, and as many characters as fit with the payment", () => {
  expect(orderNoteSchema.parse(" Ring twice.\nThen wait. ")).toBe("Ring twice.\nThen wait.");
  expect(orderNoteSchema.parse("x".repeat(500))).toHaveLength(500);
  expect(() => orderNoteSchema.parse("x".repeat(501))).toThrow(/at most 500/);
  expect(() => orderNoteSchema.parse("a\u0000b")).toThrow(/can't be used/);
});
