import { aResource, aService, countStatements, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { listSlots, newCartToken } from "../index.ts";

/** The longest way to the last day that can be booked. */
const horizonDays = 366;

/** What somebody is told who asks for so many places, and the statements that it took. */
async function ask(shop: TestShop, variantId: string, quantity: number) {
  const cartToken = newCartToken();
  let answer: Awaited<ReturnType<typeof listSlots>> | undefined;
  const statements = await countStatements(async () => {
    answer = await listSlots(shop, { cartToken, variantId, quantity });
  });
  return { next: answer?.next, free: answer?.slots.filter(({ isFree }) => isFree).length, statements };
}

/** Nothing is free until so many days from now. */
async function block(shop: TestShop, resourceId: string, days: number) {
  const now = shop.clock.now();
  const endsAt = new Date(now.getTime() + days * 24 * 3_600_000);
  const startsAt = new Date(now.getTime() - 24 * 3_600_000);
  const data = { resourceId, startsAt, endsAt, reason: "", staffName: "Manager", createdAt: now };
  await shop.db.resourceBlock.create({ data });
}

test("more places than one time has cost no search up to the last day", async ({ shop }) => {
  const resourceIds = [await aResource(shop)];
  const variantId = await aService(shop, { resourceIds, capacity: 3, stepMinutes: 60, horizonDays });
  const found = await ask(shop, variantId, 3);
  expect(found.next).not.toBeNull();
  const tooMany = await ask(shop, variantId, 4);
  expect(tooMany).toEqual({ next: null, free: 0, statements: found.statements });
});

test("a service without a room costs no search either", async ({ shop }) => {
  const withRoom = await aService(shop, { resourceIds: [await aResource(shop)], horizonDays });
  const { statements } = await ask(shop, withRoom, 1);
  const without = await ask(shop, await aService(shop, { resourceIds: [], horizonDays }), 1);
  expect(without).toMatchObject({ next: null, free: 0 });
  expect(without.statements).toBeLessThanOrEqual(statements);
});

test("as many places as one time has are looked for up to the last day", async ({ shop }) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room], capacity: 3, stepMinutes: 60, horizonDays });
  await block(shop, room, 300);
  const { next, free } = await ask(shop, variantId, 3);
  expect(free).toBe(0);
  const days = (Date.parse(next?.startsAt ?? "") - shop.clock.now().getTime()) / (24 * 3_600_000);
  expect(days).toBeGreaterThanOrEqual(300);
  expect(days).toBeLessThan(301);
});
