import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random.ts";
import { computeTax } from "./compute-tax.ts";
import { findPlace, type Place } from "./place.ts";
import { countries, states } from "./rates.ts";

const places = [
  ...Object.keys(countries).map((country) => findPlace({ country })),
  ...Object.entries(states).flatMap(([country, all]) =>
    Object.keys(all).map((state) => findPlace({ country, state })),
  ),
].filter((place): place is Place => place !== null);

const ordinary = { override: "none", taxIds: [], sellerCountry: "US" } as const;

test("in every place, net and taxes of an inclusive price add up to it; taxes on top are within half a unit", () => {
  const random = seededRandom();
  for (const place of places)
    for (let round = 0; round < 200; round += 1) {
      const amount = Math.floor(random() ** 4 * 99_999_999);
      const line = { amount, taxCode: random() < 0.5 ? "txcd_99999999" : "txcd_40060003" };
      const inside = computeTax({ ...line, taxBehavior: "inclusive" }, place, ordinary);
      const net = Math.max(...inside.map(({ taxableAmount }) => taxableAmount));
      const tax = inside.reduce((sum, part) => sum + part.amount, 0);
      if (inside.some(({ rate }) => rate)) expect(net + tax, `${amount} in ${place.country}`).toBe(amount);
      else expect(tax).toBe(0);
      for (const part of computeTax({ ...line, taxBehavior: "exclusive" }, place, ordinary))
        if (part.rate)
          expect(Math.abs(part.amount - (amount * Number(part.rate.percent)) / 100)).toBeLessThanOrEqual(0.5);
    }
});

test("every state and province of the table is found by its code", () => {
  expect(places).toHaveLength(Object.keys(countries).length + 13 + 21);
});
