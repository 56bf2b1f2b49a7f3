import { connect } from "@dualtrack/db";
import { recordStatements, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { countCall } from "./count-call.ts";
import { forgetOldCalls } from "./forget-old-calls.ts";
import { forgetCalls, secondsToWait } from "./seconds-to-wait.ts";

test.beforeAll(async ({ shop }) => {
  shop.settings.limits = {
    ...shop.settings.limits,
    perMinute: { ...shop.settings.limits.perMinute, checkouts: 3 },
  };
});

const turn = (shop: TestShop, ip: string | null, at: Parameters<typeof countCall>[0] = shop) =>
  countCall(at, { call: "checkouts", ip }).then(
    () => "may go on",
    (refusal: { code: string; details: { retryAfterSeconds: number } }) => refusal.details.retryAfterSeconds,
  );

test("calls of a network per minute are limited over all processes, and the refusal says when to retry", async ({
  shop,
}) => {
  const other = connect(shop.databaseUrl, { maxConnections: 2 });
  const elsewhere = { ...shop, db: other };
  try {
    const turns = [
      await turn(shop, "203.0.113.1"),
      await turn(shop, "203.0.113.1", elsewhere),
      await turn(shop, "::ffff:203.0.113.1"),
    ];
    expect(turns).toEqual(["may go on", "may go on", "may go on"]);
    for (const process of [shop, elsewhere, shop, elsewhere]) {
      const seconds = await turn(shop, "203.0.113.1", process);
      expect(seconds).toBeGreaterThan(50);
      expect(seconds).toBeLessThanOrEqual(60);
    }
    expect(await turn(shop, "203.0.113.2")).toBe("may go on");
    shop.clock.advance(60_001);
    expect(await turn(shop, "203.0.113.1", elsewhere)).toBe("may go on");
    expect(await turn(shop, "203.0.113.1")).toBe("may go on");
  } finally {
    await other.$disconnect();
  }
});

test("all addresses of an IPv6 /64 count as one client", async ({ shop }) => {
  for (const suffix of ["::1", "::2", ":ffff:1:2:3"])
    expect(await turn(shop, `2001:db8:0:1${suffix}`)).toBe("may go on");
  expect(await turn(shop, "2001:db8:0:1::4")).toBeGreaterThan(0);
  expect(await turn(shop, "2001:db8:0:2::4")).toBe("may go on");
});

test("calls at the same moment are all counted", async ({ shop }) => {
  const turns = await Promise.all(Array.from({ length: 10 }, () => turn(shop, "203.0.113.3")));
  expect(turns.filter((outcome) => outcome === "may go on")).toHaveLength(3);
});

test("calls of a crowd are counted together, and each has its own place in its network's count", async ({
  shop,
}) => {
  const networks = ["203.0.113.20", "203.0.113.21", "203.0.113.22"];
  const turns: [network: string, outcome: unknown][] = [];
  const sent = await recordStatements(() =>
    Promise.all(
      Array.from({ length: 30 }, async (_, call) => {
        const network = networks[call % 3] ?? "";
        turns.push([network, await turn(shop, network)]);
      }),
    ),
  );
  for (const network of networks) {
    const own = turns.filter(([of]) => of === network).map(([, outcome]) => outcome);
    expect(own.filter((outcome) => outcome === "may go on")).toHaveLength(3);
    expect(own.filter((outcome) => typeof outcome === "number")).toHaveLength(7);
  }
  expect(sent).toHaveLength(2); // the first call, and those that came meanwhile
});

test("a refused client needs no database call for some seconds, and a counter deleted elsewhere is noticed after them", async ({
  shop,
}) => {
  const ask = () => secondsToWait(shop, { key: "guesses", most: 1, windowMs: 900_000 });
  expect([await ask(), (await ask()) === null]).toEqual([null, false]);
  const other = connect(shop.databaseUrl, { maxConnections: 2 });
  await forgetCalls({ db: other }, "guesses");
  await other.$disconnect();
  const counted = await shop.db.callCount.count();
  expect(await ask()).toBeGreaterThan(0);
  expect(await shop.db.callCount.count()).toBe(counted); // the database was not asked
  shop.clock.advance(10_000);
  expect(await ask()).toBeNull();
});

test("counters are deleted after a day, and not before", async ({ shop }) => {
  await turn(shop, "203.0.113.8");
  shop.clock.advance(24 * 3_600_000 + 1); // a day and more, also within one millisecond
  await turn(shop, "203.0.113.9");
  expect(await forgetOldCalls(shop)).toBeGreaterThan(0);
  expect(await shop.db.callCount.count()).toBe(1);
});
