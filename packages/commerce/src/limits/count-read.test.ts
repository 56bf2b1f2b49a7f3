import { countStatements, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { countRead } from "./count-read.ts";

test.beforeAll(async ({ shop }) => {
  shop.settings.limits = { ...shop.settings.limits, readsPerMinute: 3 };
});

const secondsOf = (shop: TestShop, ip: string) => {
  try {
    countRead(shop, { ip });
    return null;
  } catch (refusal) {
    return (refusal as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds;
  }
};

test("a network reads so often a minute, the refusal says when to come again, and counting costs no statement", async ({
  shop,
}) => {
  const statements = await countStatements(async () => {
    for (const suffix of ["::1", "::2", ":ffff::3"])
      expect(secondsOf(shop, `2001:db8:0:1${suffix}`)).toBeNull();
    expect(secondsOf(shop, "2001:db8:0:1::4")).toBe(60);
    expect(secondsOf(shop, "2001:db8:0:2::4")).toBeNull();
    shop.clock.advance(59_000);
    expect(secondsOf(shop, "2001:db8:0:1::4")).toBe(1);
    shop.clock.advance(1_000);
    expect(secondsOf(shop, "2001:db8:0:1::4")).toBeNull();
  });
  expect(statements).toBe(0);
});

test("however many networks ask, so many are remembered", async ({ shop }) => {
  expect([1, 2, 3].map(() => secondsOf(shop, "203.0.113.1"))).toEqual([null, null, null]);
  expect(secondsOf(shop, "203.0.113.1")).toBe(60);
  for (let network = 0; network < 10_000; network += 1)
    secondsOf(shop, `10.0.${Math.floor(network / 256)}.${network % 256}`);
  expect(secondsOf(shop, "203.0.113.1")).toBeNull(); // forgotten: its minute was the oldest
});
