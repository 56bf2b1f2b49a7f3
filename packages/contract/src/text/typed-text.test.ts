import { expect, test } from "vitest";
import {
  addNoteInput,
  cancelOrderInput,
  listOrdersInput,
  refundOrderInput,
  shipOrderInput,
} from "../index.ts";
import { manyLines, oneLine } from "./typed-text.ts";

const id = "01a1fca4-420b-736b-a44e-c18e22051c8d";
/** What a database refuses: NUL, and half of a surrogate pair. */
const bad = ["a\u0000b", "a\ud83db"];

test("names of all scripts, emoji and line breaks are text", () => {
  for (const text of ["", "Zoë", "Łódź", "北京", "👩‍👩‍👧", "‏עברית"]) {
    expect(text).toMatch(oneLine);
    expect(`${text}\r\n\t${text}`).toMatch(manyLines);
  }
  expect("a\nb").not.toMatch(oneLine);
});

test("what staff type is refused when the database would", () => {
  const refund = { orderId: id, requestId: id, amount: 1, lines: [], reason: "other" };
  const shipment = {
    orderId: id,
    requestId: id,
    lines: [{ orderLineId: id, quantity: 1 }],
    trackingUrl: null,
  };
  for (const text of bad) {
    expect(refundOrderInput.safeParse({ ...refund, note: text }).success).toBe(false);
    expect(cancelOrderInput.safeParse({ orderId: id, requestId: id, note: text }).success).toBe(false);
    expect(addNoteInput.safeParse({ orderId: id, text }).success).toBe(false);
    expect(listOrdersInput.safeParse({ q: text }).success).toBe(false);
    for (const also of [
      { carrier: text, trackingNumber: null },
      { carrier: "DHL", trackingNumber: text },
    ])
      expect(shipOrderInput.safeParse({ ...shipment, ...also, tellCustomer: false }).success).toBe(false);
  }
});

test("a half-typed year is no day", () => {
  expect(listOrdersInput.safeParse({ from: "0202-05-14" }).success).toBe(false);
  expect(listOrdersInput.safeParse({ from: "2026-02-30" }).success).toBe(false);
  expect(listOrdersInput.safeParse({ from: "2026-05-14" }).success).toBe(true);
});

test("an amount that no order can have is refused", () => {
  expect(listOrdersInput.safeParse({ minTotal: 2 ** 31 }).success).toBe(false);
  expect(listOrdersInput.safeParse({ maxTotal: 2 ** 31 - 1 }).success).toBe(true);
});
