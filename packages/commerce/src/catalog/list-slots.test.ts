import { searchDays } from "@dualtrack/contract";
import { aResource, aService, countStatements, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { listSlots, newCartToken } from "../index.ts";

/** The longest way to the last day that can be booked. */
const horizonDays = 366;

/** What somebody is told who asks for so many places, and the statements that it took. */
async function ask(shop: TestShop, variantId: string, quantity: number, from?: string) {
  const cartToken = newCartToken();
  let answer: Awaited<ReturnType<typeof listSlots>> | undefined;
  const statements = await countStatements(async () => {
    answer = await listSlots(shop, { cartToken, variantId, quantity, from });
  });
  const free = answer?.slots.filter(({ isFree }) => isFree).length;
  return { next: answer?.next, searchedUntil: answer?.searchedUntil, free, statements };
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
  const searchedUntil = dayAfter(shop, horizonDays); // no later day has so many
  expect(tooMany).toEqual({ next: null, searchedUntil, free: 0, statements: found.statements });
});

test("a service without a room costs no search either", async ({ shop }) => {
  const withRoom = await aService(shop, { resourceIds: [await aResource(shop)], horizonDays });
  const { statements } = await ask(shop, withRoom, 1);
  const without = await ask(shop, await aService(shop, { resourceIds: [], horizonDays }), 1);
  expect(without).toMatchObject({ next: null, free: 0 });
  expect(without.statements).toBeLessThanOrEqual(statements);
});

test("one question looks at some months; asking again from there finds the next free time up to the last day", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room], capacity: 3, stepMinutes: 60, horizonDays });
  const { statements } = await ask(shop, variantId, 3);
  await block(shop, room, 300);
  let from: string | undefined;
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (let next: unknown = null; next === null && answers.length < 10; ) {
    const answer = await ask(shop, variantId, 3, from);
    answers.push(answer);
    next = answer.next;
    from = Temporal.PlainDate.from(answer.searchedUntil ?? "")
      .add({ days: 1 })
      .toString();
  }
  expect(answers.map(({ next }) => next === null)).toEqual([true, true, false]);
  // A sheet takes two statements, for bookings and blocks.
  for (const answer of answers) expect(answer.statements).toBeLessThanOrEqual(statements + 2 * 2);
  const [first, , last] = answers;
  expect(first).toMatchObject({ free: 0, searchedUntil: dayAfter(shop, searchDays - 1) });
  const days = (Date.parse(last?.next?.startsAt ?? "") - shop.clock.now().getTime()) / (24 * 3_600_000);
  expect(days).toBeGreaterThanOrEqual(300);
  expect(days).toBeLessThan(301);
  await block(shop, room, horizonDays + 2);
  expect(await ask(shop, variantId, 3, dayAfter(shop, 300))).toMatchObject({
    next: null,
    searchedUntil: dayAfter(shop, horizonDays),
  });
});

/** The shop's day so many days from now; its clocks are UTC's. */
const dayAfter = (shop: TestShop, days: number) =>
  new Date(shop.clock.now().getTime() + days * 24 * 3_600_000).toISOString().slice(0, 10);
