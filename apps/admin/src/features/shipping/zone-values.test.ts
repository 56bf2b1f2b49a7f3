import { updateShippingZoneInput } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { amountProblems, inputOf, newMethod, newRate, valuesOf } from "./zone-values.ts";

const live = { carrier: "USPS", service: "Priority", surchargePercent: 1_250, surchargeAmount: 75 };
const zone = {
  name: "Europe",
  areas: [
    { country: "AT", state: "", postalFrom: "", postalTo: "" },
    { country: "IT", state: "", postalFrom: "39", postalTo: "39" },
    { country: "US", state: "CA", postalFrom: "900", postalTo: "935" },
  ],
  methods: [
    {
      ...{ id: "0193a7c2-0000-7000-8000-000000000002", name: "Post", isActive: true, isPickup: false },
      ...{ handlingDays: 1, daysFrom: null, daysTo: null, live: { ...live, roundTo: 50 as const } },
      rates: [
        {
          currency: "eur" as const,
          basis: "flat" as const,
          freeFromAmount: null,
          bands: [{ from: 0, to: null, amount: 590 }],
        },
        {
          ...{ currency: "kwd" as const, basis: "subtotal" as const, freeFromAmount: 50_000 },
          bands: [
            { from: 0, to: 10_500, amount: 1_250 },
            { from: 10_500, to: null, amount: 0 },
          ],
        },
        {
          currency: "jpy" as const,
          basis: "weight" as const,
          freeFromAmount: null,
          bands: [{ from: 1, to: 500, amount: 900 }],
        },
      ],
    },
  ],
};

test("what the fields show of a zone is saved as the same zone", () => {
  const values = valuesOf({ ...zone, shopCurrency: "eur" });
  expect(values.areas.map(({ isPart }) => isPart)).toEqual([false, true, true]);
  expect(values.methods[0]?.rates[1]).toEqual({
    ...{ currency: "kwd", basis: "subtotal", freeFrom: "50.000" },
    bands: [
      { from: "0.000", to: "10.500", amount: "1.250" },
      { from: "10.500", to: "", amount: "0.000" },
    ],
  });
  expect(values.methods[0]?.live).toMatchObject({ surchargePercent: "12.5", surchargeAmount: "0.75" });
  const ids = { zoneId: "0193a7c2-0000-7000-8000-000000000001", version: 1 };
  expect(updateShippingZoneInput.parse({ ...ids, ...inputOf(values, "eur") })).toEqual({ ...ids, ...zone });
});

test("an amount that is none is refused at its field, and nothing is guessed", () => {
  const rate = { ...newRate("eur"), freeFrom: "1,234", bands: [{ from: "0", to: "", amount: "-3" }] };
  const method = { ...newMethod("eur"), name: "Post", rates: [rate], isLive: true };
  const values = {
    ...{ name: "Zone", areas: [] },
    methods: [{ ...method, live: { ...method.live, surchargePercent: "1.234", surchargeAmount: "-1" } }],
  };
  expect(amountProblems(values, "eur")).toMatchObject({
    "methods.0.live.surchargeAmount": "An amount can't be negative",
    "methods.0.rates.0.freeFromAmount": "EUR has at most 2 decimals",
    "methods.0.rates.0.bands.0.amount": "An amount can't be negative",
  });
  expect(inputOf(values, "eur").methods[0]?.rates[0]).toMatchObject({
    freeFromAmount: Number.NaN,
    bands: [{ amount: Number.NaN }],
  });
  expect(inputOf(values, "eur").methods[0]?.live).toMatchObject({
    ...{ surchargePercent: Number.NaN, surchargeAmount: Number.NaN },
  });
});
