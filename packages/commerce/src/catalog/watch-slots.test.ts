import { aResource, aService, manager as by, countStatements, type TestShop, test } from "@dualtrack/testkit";
import { expect, onTestFinished } from "vitest";
import { buyBookings } from "../booking-actions/testing/buy-booking.ts";
import { addToCart, expireCheckouts, listSlots, newCartToken, startCheckout } from "../index.ts";
import { blockResource, unblockResource } from "../resources/block-resource.ts";
import { type SlotChanges, watchSlots } from "./watch-slots.ts";

/** A time in the middle of the next month, so many hours after one. */
function hour(shop: TestShop, hours: number): Date {
  const now = shop.clock.now();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 10, hours));
}

const monthOf = (time: Date) => time.toISOString().slice(0, 7);

/** Somebody who looks at a month, and what they have been told since. */
async function reader(
  shop: TestShop,
  { variantId, at, cartToken = newCartToken() }: { variantId: string; at: Date; cartToken?: string },
) {
  const told: SlotChanges[] = [];
  const leave = await watchSlots(shop, { variantId, month: monthOf(at), cartToken }, (changes) => {
    told.push(changes);
  });
  onTestFinished(leave);
  return { told, leave, cartToken };
}

const changesOf = ({ told }: { told: SlotChanges[] }) =>
  told.map((changes) => changes && Object.fromEntries(changes));

/** Blocks an hour of a room; answers how it is freed. */
async function block(shop: TestShop, resourceId: string, at: Date) {
  const requestId = crypto.randomUUID();
  const local = (time: Date) =>
    Temporal.Instant.fromEpochMilliseconds(time.getTime())
      .toZonedDateTimeISO(shop.settings.timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
  const times = { from: local(at), to: local(new Date(at.getTime() + 3_600_000)) };
  await blockResource(shop, { resourceId, requestId, ...times, reason: "", by });
  return () => unblockResource(shop, { blockId: requestId, by });
}

test("who looks at a month hears which times were taken and given back, and nothing of other months and rooms", async ({
  shop,
}) => {
  const [room, other] = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, {
    resourceIds: [room],
    capacity: 3,
    stepMinutes: 60,
    horizonDays: 120,
  });
  const at = hour(shop, 1);
  const looks = await reader(shop, { variantId, at });
  const nextMonth = new Date(at.getTime() + 31 * 24 * 3_600_000);
  const elsewhere = await reader(shop, { variantId, at: nextMonth });
  await buyBookings(shop, { variantId, startsAt: at, quantity: 2 });
  const start = at.toISOString();
  await expect.poll(() => looks.told.at(-1)?.get(start)).toBe(1);
  const free = await block(shop, room, at);
  await expect.poll(() => looks.told.at(-1)?.get(start)).toBe(0);
  await free();
  await expect.poll(() => looks.told.at(-1)?.get(start)).toBe(1);
  // A class that has begun to fill takes the hour from nobody else: only its own start has changed.
  expect(changesOf(looks).every((changes) => changes && Object.keys(changes).join() === start)).toBe(true);

  const count = looks.told.length;
  await block(shop, other, at);
  await block(shop, room, nextMonth);
  await expect.poll(() => elsewhere.told.at(-1)?.get(nextMonth.toISOString())).toBe(0);
  expect(elsewhere.told).toHaveLength(1);
  expect(looks.told).toHaveLength(count);
});

test("what a customer's own checkout holds stays free for them: they are told to ask, and others that it is taken", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const at = hour(shop, 9);
  const start = at.toISOString();
  const own = await reader(shop, { variantId, at });
  const other = await reader(shop, { variantId, at });
  await addToCart(shop, { token: own.cartToken, variantId, startsAt: at, quantity: 1 });
  await startCheckout(shop, { cartToken: own.cartToken });
  await expect.poll(() => other.told.at(-1)?.get(start)).toBe(0);
  expect(own.told).toEqual([null]);
  const { slots } = await listSlots(shop, { variantId, quantity: 1, cartToken: own.cartToken });
  expect(slots.find((slot) => slot.startsAt === start)?.isFree).toBe(true);
  shop.clock.advance(3 * 3_600_000);
  await expireCheckouts(shop);
  await expect.poll(() => other.told.at(-1)?.get(start)).toBe(1);
  expect(own.told).toEqual([null, null]);
});

test("a thousand who look at it cost no more statements than one, neither when they come nor when something changes", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room] });
  const at = hour(shop, 1);
  const first = await reader(shop, { variantId, at });
  let hours = 1;
  const nextHour = () => {
    hours += 3;
    return hour(shop, hours);
  };
  /** The statements of a block until everybody has heard of it. */
  const cost = async (readers: { told: SlotChanges[] }[]) => {
    const taken = nextHour();
    return countStatements(async () => {
      await block(shop, room, taken);
      const heard = () => readers.every(({ told }) => told.at(-1)?.get(taken.toISOString()) === 0);
      await expect.poll(heard).toBe(true);
    });
  };
  const ofOne = await cost([first]);
  const readers = [first];
  const opening = await countStatements(async () => {
    readers.push(...(await Promise.all(Array.from({ length: 999 }, () => reader(shop, { variantId, at })))));
  });
  expect(opening).toBe(0);
  expect(await cost(readers)).toBe(ofOne);

  // Many changes within a moment are read once or twice, not each. Two more are told when all of theirs must have been read.
  const unwatched = await aResource(shop);
  const ofBlock = await countStatements(() => block(shop, unwatched, nextHour()));
  const blockAndHear = async (count: number) => {
    await Promise.all(Array.from({ length: count }, () => block(shop, room, nextHour())));
    const last = hour(shop, hours).toISOString();
    await expect.poll(() => first.told.some((changes) => changes?.get(last) === 0)).toBe(true);
  };
  const many = await countStatements(async () => {
    for (const count of [12, 1, 1]) await blockAndHear(count);
  });
  expect(many).toBeLessThanOrEqual(14 * ofBlock + 4 * (ofOne - ofBlock));
});

test("nothing is read for nobody: when the last one has left, changes cost nothing, and who comes then hears of new ones", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room] });
  const other = await aService(shop, { resourceIds: [room] });
  const at = hour(shop, 1);
  const [one, two] = [await reader(shop, { variantId, at }), await reader(shop, { variantId, at })];
  const ofOther = await reader(shop, { variantId: other, at }); // the last one to be told
  let hours = 1;
  const cost = () => {
    hours += 3;
    return countStatements(async () => {
      await block(shop, room, hour(shop, hours));
      await expect.poll(() => ofOther.told.at(-1)?.get(hour(shop, hours).toISOString())).toBe(0);
    });
  };
  const both = await cost();
  one.leave();
  one.leave(); // twice is once
  expect(await cost()).toBe(both);
  expect([one.told.length, two.told.length]).toEqual([1, 2]);
  two.leave();
  expect(await cost()).toBeLessThan(both);
  const again = await reader(shop, { variantId, at });
  await block(shop, room, hour(shop, 20));
  await expect.poll(() => again.told.at(-1)?.get(hour(shop, 20).toISOString())).toBe(0);
  expect(two.told).toHaveLength(2);
});

test("months of the past and of the far future are this one's sheet, and what is not offered has none", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const look = (month: string) =>
    watchSlots(shop, { variantId, month, cartToken: newCartToken() }, () => {}).then(onTestFinished);
  await look("1999-01");
  expect(
    await countStatements(async () => {
      for (const month of ["0001-01", "9999-12", monthOf(shop.clock.now())]) await look(month);
    }),
  ).toBe(0);
  const unknown = crypto.randomUUID();
  for (let time = 0; time < 2; time += 1)
    await expect(reader(shop, { variantId: unknown, at: hour(shop, 1) })).rejects.toMatchObject({
      code: "VARIANT_NOT_FOUND",
    });
});

test("who looks is told to ask when times can't be read, and hears of the next change all the same", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room] });
  const at = hour(shop, 1);
  const looks = await reader(shop, { variantId, at });
  const publish = (published: boolean) =>
    shop.db.product.updateMany({ where: { variants: { some: { id: variantId } } }, data: { published } });
  await publish(false);
  await block(shop, room, at);
  await expect.poll(() => looks.told).toEqual([null]);
  await publish(true);
  await block(shop, room, hour(shop, 4));
  await expect.poll(() => looks.told.at(-1)?.get(hour(shop, 4).toISOString())).toBe(0);
  // What was not told while nothing could be read is told then.
  expect(looks.told.at(-1)?.get(at.toISOString())).toBe(0);
});

test("what happens while the connection for news is broken is told after it", async ({ shop }) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room] });
  const at = hour(shop, 1);
  const looks = await reader(shop, { variantId, at });
  shop.log.expectErrors(/^bus$/);
  await shop.db.$queryRaw`
    select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`;
  await block(shop, room, at);
  await expect.poll(() => looks.told.at(-1)?.get(at.toISOString()), { timeout: 10_000 }).toBe(0);
});
