import { type ShippingArea, updateShippingZoneInput } from "@dualtrack/contract";
import type { ShippingAreaRow, ShippingBandRow, ShippingMethodRow } from "@dualtrack/db";
import fc from "fast-check";
import { expect, test } from "vitest";
import { baseTerms } from "../currencies/currency-terms.ts";
import { arrivalDays } from "./arrival-days.ts";
import { measureGoods } from "./measure-goods.ts";
import { mostSpecificArea } from "./most-specific-area.ts";
import { rateAmount } from "./rate-amount.ts";
import { assumedOption, optionsIn } from "./shipping-options.ts";

const area = (country: string, state = "", postalFrom = "", postalTo = postalFrom): ShippingArea => ({
  ...{ country, state, postalFrom, postalTo },
});
const to = (country: string, postalCode = "", state = "") => ({ country, postalCode, state });
const shuffled = <Item>(items: Item[]) =>
  fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });

test.each([
  ["a country", to("AT", "1010"), area("AT")],
  ["a longer beginning of the postal code", to("AT", "6020"), area("AT", "", "60")],
  ["the end of a range, included", to("AT", "6399"), area("AT", "", "61", "63")],
  ["behind the range", to("AT", "6401"), area("AT", "", "6")],
  ["a state by name", to("US", "94105", "california"), area("US", "CA")],
  ["a state by code", to("US", "97201", "OR"), area("US", "OR")],
  ["a postal code before a state", to("US", "90210", "CA"), area("US", "", "902")],
  ["a postal code with its state", to("US", "90310", "CA"), area("US", "CA", "903")],
  ["letters, whatever the spaces", to("GB", "bt1 5gs"), area("GB", "", "BT")],
  ["a code that is too short", to("AT", "6"), area("AT", "", "6")],
  ["another state", to("US", "10001", "NY"), null],
  ["another country", to("DE", "10115"), null],
  ["a postal code outside of all areas", to("CH", "8001"), null],
])("the most specific area wins: %s", (_, destination, expected) => {
  const areas = [
    ...[area("AT"), area("AT", "", "6"), area("AT", "", "60"), area("AT", "", "61", "63")],
    ...[
      area("US", "CA"),
      area("US", "OR"),
      area("US", "", "902"),
      area("US", "", "903"),
      area("US", "CA", "903"),
    ],
    ...[area("GB"), area("GB", "", "BT"), area("CH", "", "30")],
  ];
  fc.assert(
    fc.property(shuffled(areas), (inAnyOrder) => {
      expect(mostSpecificArea(inAnyOrder, destination)).toEqual(expected);
    }),
  );
});

const terms = baseTerms({ baseCurrency: "eur" });

const method = (changes: Partial<ShippingMethodRow> = {}): ShippingMethodRow => ({
  ...{
    id: "m",
    name: "Post",
    position: 0,
    isPickup: false,
    live: null,
    handlingDays: 0,
    daysFrom: null,
    daysTo: null,
  },
  ...{
    currency: "eur",
    basis: "flat" as const,
    freeFromAmount: null,
    bands: [{ from: 0, to: null, amount: 500 }],
  },
  ...changes,
});

const line = fc.record({
  unitAmount: fc.nat(20_000),
  quantity: fc.integer({ min: 1, max: 10 }),
  weightGrams: fc.option(fc.nat(5_000)),
});

/** Bands that share their limits: from 0 on, without gaps; the last one may be open. */
const seamlessBands = fc
  .record({
    limits: fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { maxLength: 8 }),
    isOpen: fc.boolean(),
  })
  .map(({ limits, isOpen }): ShippingBandRow[] => {
    const starts = [0, ...limits.toSorted((a, b) => a - b)];
    return starts.flatMap((from, place) => {
      const end = starts[place + 1] ?? null;
      return end === null && !isOpen ? [] : [{ from, to: end, amount: place + 1 }];
    });
  });

test("of seamless bands exactly one holds each value up to the last limit, and none behind it", () => {
  const value = fc.integer({ min: 0, max: 70_000 });
  fc.assert(
    fc.property(
      seamlessBands,
      value,
      fc.constantFrom("weight", "subtotal", "units"),
      (bands, count, basis) => {
        const goods = { weight: 0, subtotal: 0, units: 0, [basis]: count };
        const amount = rateAmount({ basis: basis as "weight", freeFromAmount: null, bands }, goods);
        const end = bands.length === 0 ? 0 : (bands.at(-1)?.to ?? Number.POSITIVE_INFINITY);
        const containing = bands.filter(
          ({ from, to }) => from <= count && count < (to ?? Number.POSITIVE_INFINITY),
        );
        expect(containing.length).toBe(count < end ? 1 : 0);
        expect(amount).toBe(containing[0]?.amount ?? null);
      },
    ),
  );
});

test("what the contract accepts has no value with two prices, and it accepts bands that only touch", () => {
  const bands = fc.array(
    fc.record({
      from: fc.nat(20),
      to: fc.option(fc.integer({ min: 1, max: 21 })),
      amount: fc.nat(9),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const accepts = (given: object[]) =>
    updateShippingZoneInput.safeParse({
      ...{ zoneId: "0193a7c2-0000-7000-8000-000000000001", version: 1, name: "Zone", areas: [] },
      methods: [
        {
          ...{ id: "0193a7c2-0000-7000-8000-000000000002", name: "Post", isActive: true, isPickup: false },
          ...{ handlingDays: 0, daysFrom: null, daysTo: null },
          rates: [{ currency: "eur", basis: "weight", freeFromAmount: null, bands: given }],
        },
      ],
    }).success;
  fc.assert(
    fc.property(bands, (given) => {
      const holding = (value: number) =>
        given.filter(({ from, to }) => from <= value && (to === null || value < to)).length;
      const isUnique = Array.from({ length: 25 }, (_, value) => holding(value)).every((count) => count <= 1);
      const isFilled = given.every(({ from, to }) => to === null || to > from);
      expect(accepts(given)).toBe(isUnique && isFilled);
    }),
    { numRuns: 500 },
  );
});

const when = { at: new Date("2026-11-27T10:00:00Z"), timeZone: "UTC" }; // a Friday

test("neither the order of lines nor that of methods changes the options, and the cheapest comes first", () => {
  const methods = fc.array(
    fc.record({
      basis: fc.constantFrom("flat" as const, "weight" as const, "subtotal" as const, "units" as const),
      position: fc.nat(3),
      freeFromAmount: fc.option(fc.nat(50_000)),
      bands: seamlessBands,
    }),
    { maxLength: 6 },
  );
  const cart = fc.array(line, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(cart, methods, (lines, given) => {
      const rows = given.map((changes, index) => method({ ...changes, id: `m${index}` }));
      const options = (of: typeof lines, inOrder: ShippingMethodRow[]) =>
        optionsIn([{ ...area("AT"), methods: inOrder }], {
          ...when,
          terms,
          destination: to("AT", "1010"),
          lines: of,
        });
      const found = options(lines, rows);
      expect(options(lines.toReversed(), rows.toReversed())).toEqual(found);
      expect(found.map(({ amount }) => amount)).toEqual(
        found.map(({ amount }) => amount).toSorted((a, b) => a - b),
      );
      const goods = measureGoods(lines);
      expect(found).toHaveLength(rows.filter((row) => rateAmount(row, goods) !== null).length);
    }),
  );
});

test("free from a subtotal on, and a method whose bands do not cover the cart is not offered even then", () => {
  const rate = {
    basis: "weight" as const,
    freeFromAmount: 5_000,
    bands: [{ from: 0, to: 2_000, amount: 700 }],
  };
  expect(rateAmount(rate, { weight: 1_999, subtotal: 4_999, units: 1 })).toBe(700);
  expect(rateAmount(rate, { weight: 1_999, subtotal: 5_000, units: 1 })).toBe(0);
  expect(rateAmount(rate, { weight: 2_000, subtotal: 5_000, units: 1 })).toBeNull();
});

test("a destination that is not served has no options; an unknown one is that of the least specific area", () => {
  const rows: ShippingAreaRow[] = [
    { ...area("AT", "", "60"), methods: [method({ name: "Valley" })] },
    { ...area("AT"), methods: [method({ name: "Post" })] },
  ];
  const names = (destination: ReturnType<typeof to> | null) =>
    optionsIn(rows, { ...when, terms, destination, lines: [] }).map(({ name }) => name);
  expect(names(null)).toEqual(["Post"]);
  expect(names(to("AT", "6020"))).toEqual(["Valley"]);
  expect(names(to("DE"))).toEqual([]);
});

test("the assumed option is the cheapest that brings the goods, although pick-up costs less", () => {
  const pickup = method({ id: "p", isPickup: true, bands: [{ from: 0, to: null, amount: 0 }] });
  const options = (methods: ShippingMethodRow[]) =>
    optionsIn([{ ...area("AT"), methods }], { ...when, terms, destination: null, lines: [] });
  expect(assumedOption(options([pickup, method()]))?.amount).toBe(500);
  expect(assumedOption(options([pickup]))?.methodId).toBe("p");
  expect(assumedOption([])).toBeNull();
});

test.each([
  ["from a Friday over the weekend", "2026-11-27T10:00:00Z", "UTC", [1, 1, 2], ["2026-12-01", "2026-12-02"]],
  ["at once on a Sunday: on Monday", "2026-11-29T10:00:00Z", "UTC", [0, 0, 0], ["2026-11-30", "2026-11-30"]],
  ["at once on a Monday", "2026-11-30T10:00:00Z", "UTC", [0, 0, 1], ["2026-11-30", "2026-12-01"]],
  [
    "it is Monday already there",
    "2026-11-29T20:00:00Z",
    "Asia/Tokyo",
    [0, 1, 1],
    ["2026-12-01", "2026-12-01"],
  ],
  ["no date is promised", "2026-11-30T10:00:00Z", "UTC", [2, null, null], null],
] as const)("arrival in working days, %s", (_, at, timeZone, [handlingDays, daysFrom, daysTo], days) => {
  const arrives = arrivalDays({ handlingDays, daysFrom, daysTo }, { at: new Date(at), timeZone });
  expect(arrives && [arrives.from, arrives.to]).toEqual(days);
});
