import { expireCheckouts } from "@dualtrack/commerce";
import { lockCheckout } from "@dualtrack/db";
import { readyToPay, reservationMs, stockedVariant, stockOf } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

const token = "maintenance-of-a-test-0123456789abcdef";
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ hasWorker: false, env: { MAINTENANCE_TOKEN: token } });
});
afterAll(() => server[Symbol.asyncDispose]());

const path = "/maintenance/cleanup-reservations";
const call = (headers: Record<string, string> = { authorization: `Bearer ${token}` }, method = "POST") =>
  fetch(server.url + path, { method, headers });

/** Checkouts with a unit each and a payment that was opened, whose time is up. */
async function expired(count: number) {
  const record = await stockedVariant(server.shop, { onHand: count });
  const checkouts = [];
  for (let buyer = 0; buyer < count; buyer += 1)
    checkouts.push(await readyToPay(server.shop, { [record]: 1 }));
  server.shop.clock.advance(reservationMs + 1_000);
  return { record, ids: checkouts.map(({ id }) => id) };
}

test("a scheduler with the token releases what has expired, and is told how much", async () => {
  const { record } = await expired(3);
  const answers = await Promise.all([call(), call()]);
  for (const answer of answers)
    expect([answer.status, await answer.json()]).toEqual([200, { released: 3, failed: 0, left: 0 }]);
  expect(await stockOf(server.shop, record)).toEqual({ onHand: 3, reserved: 0 });
  expect(await (await call()).json()).toEqual({ released: 0, failed: 0, left: 0 });
});

test("nobody else starts it: without the token, with a wrong one, by a link; guesses are limited", async () => {
  const { record } = await expired(1);
  const statuses = [];
  const without: Record<string, string> = {};
  for (const headers of [without, { authorization: `Bearer ${token}x` }, { authorization: token }])
    statuses.push((await call(headers)).status);
  expect(statuses).toEqual([401, 401, 401]);
  expect((await call(undefined, "GET")).status).toBe(404);
  expect(await stockOf(server.shop, record)).toEqual({ onHand: 1, reserved: 1 });
  const { limits } = server.shop.settings;
  server.shop.settings.limits = { ...limits, perMinute: { ...limits.perMinute, rejectedWebhooks: 2 } };
  const from = { "x-forwarded-for": "198.51.100.77" };
  const statusOf = async (bearer: string) =>
    (await call({ ...from, authorization: `Bearer ${bearer}` })).status;
  const guesses = [await statusOf("a"), await statusOf("b"), await statusOf("c")];
  expect(guesses).toEqual([401, 401, 429]);
  expect(await statusOf(token)).toBe(200); // who has it is not sent away because of others
  server.shop.settings.limits = limits;
});

test("without MAINTENANCE_TOKEN there is no such page", async () => {
  await using other = await openTestServer({ hasWorker: false });
  const answer = await fetch(other.url + path, {
    method: "POST",
    headers: { authorization: "Bearer undefined" },
  });
  expect(answer.status).toBe(404);
});

test("a checkout that somebody has locked is not waited for, and released by the next run", async () => {
  const { record, ids } = await expired(3);
  const [locked = ""] = ids;
  const released = Promise.withResolvers<void>();
  const isLocked = Promise.withResolvers<void>();
  const holding = server.shop.db.$transaction(
    async (tx) => {
      await lockCheckout(tx, locked);
      isLocked.resolve();
      await released.promise;
    },
    { timeout: 60_000 },
  );
  await isLocked.promise;
  expect(await (await call()).json()).toEqual({ released: 2, failed: 0, left: 0 });
  released.resolve();
  await holding;
  expect(await stockOf(server.shop, record)).toEqual({ onHand: 3, reserved: 1 });
  expect(await (await call()).json()).toEqual({ released: 1, failed: 0, left: 0 });
});

test("what a run does not come to in its time is counted as left; Stripe away is an answer that alarms", async () => {
  const { record } = await expired(3);
  expect(await expireCheckouts(server.shop, { withinMs: 0 })).toEqual({ released: 1, failed: 0, left: 2 });
  server.shop.log.expectErrors(/could not be ended/);
  await server.shop.outside.fault({ kind: "api", action: "error", when: "before", path: "/v1", status: 500 });
  const answer = await call();
  await server.shop.outside.noFaults();
  expect(answer.status).toBe(503);
  const { released, failed, left } = (await answer.json()) as {
    released: number;
    failed: number;
    left: number;
  };
  expect([released, failed + left]).toEqual([0, 2]);
  server.shop.clock.advance(60_000);
  expect(await (await call()).json()).toEqual({ released: 2, failed: 0, left: 0 });
  expect(await stockOf(server.shop, record)).toEqual({ onHand: 3, reserved: 0 });
});
