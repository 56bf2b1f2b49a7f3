import { priceCurrencies, tableRateReasons } from "@dualtrack/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type PaymentDescription,
  readOrderNumber,
  readPaymentDescription,
  readQuoteNumber,
  writePaymentDescription,
} from "./payment-description.ts";

type Written = ReturnType<typeof writePaymentDescription>;

/** What Stripe keeps of an update: an empty value unsets its key, and ends may be trimmed. */
function asKept({ metadata, shipping }: Written) {
  const kept = Object.entries(metadata).filter(([, text]) => text !== "");
  return {
    metadata: Object.fromEntries(kept.map(([key, text]) => [key, String(text).trim()])),
    shipping: (shipping ?? null) as Parameters<typeof readPaymentDescription>[0]["shipping"],
  };
}

const filled = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength })
    .map((text) => text.trim().slice(0, maxLength))
    .filter((text) => text !== "" && text.isWellFormed() && text === text.trim());
const orNull = (maxLength: number) => fc.option(filled(maxLength), { nil: null });
const address = fc.record({
  line1: filled(200),
  line2: fc.oneof(fc.constant(""), filled(200)),
  postalCode: filled(20),
  city: filled(100),
  state: fc.oneof(fc.constant(""), filled(100)),
  country: fc.constantFrom("AT", "JP", "IE"),
});
/** Of every currency that prices have: its largest and smallest sums. */
const amount = fc
  .constantFrom(...priceCurrencies)
  .chain((currency) => fc.integer({ min: currency === "jpy" ? 1 : 0, max: 99_999_999 }));
const rate = fc.record({
  jurisdiction: fc.constantFrom("AT", "CA-QC"),
  name: fc.constantFrom("VAT", "QST"),
  rate: fc.constantFrom(0, 99_750, 200_000),
});
const rates = fc.constantFrom(...fc.sample(fc.array(rate, { maxLength: 2 }), { numRuns: 4, seed: 1 }));
const taxBehavior = fc.constantFrom("inclusive" as const, "exclusive" as const);
const id = fc.uuid();
const discount = fc.record({
  discountId: id,
  codeId: fc.option(id, { nil: null }),
  code: orNull(40),
  name: filled(80),
  amount,
  shippingAmount: amount,
});
const day = fc.constantFrom("2026-12-01", "2026-12-24");
const service = { carrier: filled(40), service: filled(40), answerId: fc.constant(null) };
const methodRate = fc.oneof(
  fc.record({
    ...{ ...service, source: fc.constant("live" as const), ids: fc.constant<string[]>([]) },
    cost: fc.record({ amount, currency: fc.constantFrom("usd", "jpy") }),
  }),
  fc.record({
    ...{ ...service, source: fc.constant("table" as const) },
    reason: fc.constantFrom(...tableRateReasons),
  }),
);
const method = fc.record(
  {
    ...{ id, name: filled(80), isPickup: fc.boolean(), rate: methodRate },
    arrives: fc.option(fc.record({ from: day, to: day }), { nil: null }),
  },
  { requiredKeys: ["id", "name", "isPickup", "arrives"] },
);
const calculation = fc.oneof(
  fc.constant({ taxCalculationId: null, shippingTaxAmount: null }),
  fc.record({
    taxCalculationId: fc.constant("taxcalc_1NaTVd2eZvKYlo2CoOX2Nf7P"),
    shippingTaxAmount: fc.option(amount, { nil: null }),
  }),
);
const description = (skuLength: number): fc.Arbitrary<PaymentDescription> =>
  fc
    .tuple(calculation, describedAs(skuLength))
    .map(([calculated, described]) => ({ ...described, ...calculated }))
    .map((each) => (each.companyName === null ? { ...each, vatId: null } : each));
const describedAs = (skuLength: number) =>
  fc.record({
    orderNumber: fc.integer({ min: 1, max: 999_999_999 }),
    ownerHash: fc.constant("0".repeat(64)),
    lines: fc.array(
      fc.record({
        sku: filled(skuLength),
        quantity: fc.integer({ min: 1, max: 10 }),
        unitAmount: amount,
        discountAmount: fc.oneof(fc.constant(0), amount),
        taxRates: rates,
        taxAmount: fc.option(amount, { nil: null }),
      }),
      { minLength: 1, maxLength: 100 },
    ),
    quoteNumber: fc.integer({ min: 1, max: 999_999_999 }),
    subtotalAmount: amount,
    shippingAmount: amount,
    taxBehavior,
    shippingTaxRates: rates,
    discounts: fc.array(discount, { maxLength: 5 }),
    shippingMethod: fc.option(method, { nil: null }),
    baseCurrency: fc.constantFrom("eur", "usd"),
    exchangeRate: fc.constantFrom(null, "1", "161.53", "9999999999.9999999999"),
    email: filled(254),
    name: filled(120),
    phone: orNull(40),
    shippingAddress: address,
    billingName: orNull(120),
    billingAddress: fc.option(address, { nil: null }),
    customerNote: orNull(500),
    companyName: orNull(120),
    vatId: fc.constantFrom(null, "DE136695976"),
  });

test("a payment's description is read from Stripe as it was written: 100 lines, any script, any character", () => {
  fc.assert(
    fc.property(description(60), ({ quoteNumber, baseCurrency, exchangeRate, ...described }) => {
      const rate = { baseCurrency, exchangeRate };
      const kept = asKept(writePaymentDescription({ ...described, ...rate, quoteNumber }));
      expect(readPaymentDescription(kept)).toEqual({ ...described, rate, missing: [] });
      expect(readQuoteNumber(kept)).toBe(quoteNumber);
    }),
    { numRuns: 60 },
  );
});

test("it stays within Stripe's limits, and parts that do not fit are named as missing, never cut", () => {
  fc.assert(
    fc.property(description(900), fc.string({ minLength: 2_100, maxLength: 3_000 }), (base, customerNote) => {
      const sent = writePaymentDescription({ ...base, customerNote });
      const entries = Object.entries(sent.metadata);
      expect(entries.length).toBeLessThanOrEqual(45);
      for (const [key, text] of entries) {
        expect(key.length).toBeLessThanOrEqual(40);
        expect(String(text).length).toBeLessThanOrEqual(500);
      }
      const read = readPaymentDescription(asKept(sent));
      expect(read?.missing).toContain("customerNote");
      expect(read?.customerNote).toBeNull();
      if (read?.missing.includes("lines")) expect(read.lines).toEqual([]);
      else expect(read?.lines).toEqual(base.lines);
    }),
    { numRuns: 40 },
  );
});

const plain: PaymentDescription = {
  orderNumber: 1007,
  ownerHash: "0".repeat(64),
  lines: [
    { sku: "A;B%3B:1", quantity: 2, unitAmount: 2_000, discountAmount: 0, taxRates: [], taxAmount: null },
    { sku: "C", quantity: 1, unitAmount: 0, discountAmount: 0, taxRates: [], taxAmount: null },
  ],
  quoteNumber: 1,
  subtotalAmount: 4_000,
  shippingAmount: 590,
  taxBehavior: "inclusive",
  shippingTaxRates: [],
  discounts: [],
  shippingMethod: null,
  baseCurrency: "eur",
  exchangeRate: "1",
  shippingTaxAmount: null,
  taxCalculationId: null,
  email: "a@example.com",
  name: "A",
  phone: "+43 1 234",
  shippingAddress: { line1: "1 Road", line2: "", postalCode: "1010", city: "W", state: "", country: "AT" },
  billingName: null,
  billingAddress: null,
  customerNote: null,
  companyName: null,
  vatId: null,
};

test("a line that somebody took out of the metadata at Stripe is missed", () => {
  const { metadata, shipping } = asKept(writePaymentDescription(plain));
  const read = readPaymentDescription({ metadata: { ...metadata, dualtrack_lines_1: "C:1:0" }, shipping });
  expect(read).toMatchObject({ lines: [], missing: ["lines"] });
});

test("a payment of an older version, which names no discounts, method or rate, is read; changed ones are missed", () => {
  const { metadata, shipping } = asKept(writePaymentDescription(plain));
  const { dualtrack_rate: _, ...older } = metadata;
  const lines = { dualtrack_lines_1: "A%3BB%253B:1:2:2000!500!0;", dualtrack_lines_2: "C:1:0" };
  expect(readPaymentDescription({ metadata: { ...older, ...lines }, shipping })).toMatchObject({
    ...{ discounts: [], shippingMethod: null, rate: null, missing: [] },
    lines: [{ sku: "A;B%3B:1", discountAmount: 500 }, { sku: "C" }],
  });
  const changed = { ...metadata, dualtrack_discounts_1: '[["1","2",null,"x",1,0]]', dualtrack_rate: "eur" };
  expect(readPaymentDescription({ metadata: changed, shipping })).toMatchObject({
    ...{ discounts: [], rate: null, missing: ["discounts"] },
  });
});

test("details that the customer removes are deleted at Stripe", () => {
  const note = "Ring twice. ".repeat(100).trim();
  const { metadata } = writePaymentDescription({ ...plain, customerNote: note });
  const later = writePaymentDescription(plain).metadata;
  expect(asKept({ metadata: { ...metadata, ...later } })).toEqual(asKept({ metadata: later }));
});

test("another program's payment, and one from before descriptions were written, have none", () => {
  expect(readPaymentDescription({ metadata: { dualtrack_checkout: "x" }, shipping: null })).toBeNull();
  expect(readOrderNumber({ metadata: { dualtrack_order_number: "DT-12" } })).toBeNull();
  expect(readOrderNumber({ metadata: { dualtrack_order_number: "12" } })).toBe(12);
});
