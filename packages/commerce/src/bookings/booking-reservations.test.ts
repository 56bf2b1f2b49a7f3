import { randomUUID } from "node:crypto";
import { connect } from "@dualtrack/db";
import { aResource, aService, fullHour, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { bookingReservations } from "./booking-reservations.ts";

const noPrice = {
  lines: [],
  subtotalAmount: 0,
  discountAmount: 0,
  shippingAmount: 0,
  taxAmount: 0,
  taxBehavior: "inclusive" as const,
  shippingTaxAmount: 0,
  shippingTaxes: [],
  discounts: [],
  totalAmount: 0,
};

async function aCheckout(shop: Shop): Promise<string> {
  const at = shop.clock.now();
  const owner = { ownerHash: randomUUID(), terms: baseTerms({ baseCurrency: "eur" }) };
  const times = { createdAt: at, expiresAt: at, nextSyncAt: at };
  const checkout = { ...owner, ...times, price: noPrice };
  return (await shop.db.$transaction((tx) => createCheckout(tx, checkout))).id;
}

const inUnit = <Result>(shop: Shop, run: (unit: UnitOfWork) => Promise<Result>) =>
  transact(shop, "customer", run);

interface Wanted {
  variantId: string;
  startsAt: Date | null;
  quantity?: number;
}

/** Takes the lines for a checkout of their own. Answers its id and what was short. */
async function takeOf(shop: Shop, ...wanted: Wanted[]) {
  const checkoutId = await aCheckout(shop);
  const lines = wanted.map((line, position) => ({ quantity: 1, tracksStock: false, ...line, position }));
  const short = await inUnit(shop, (unit) => bookingReservations.take(unit, { checkoutId, lines }));
  return { checkoutId, short };
}

const commit = (shop: Shop, checkoutId: string) =>
  inUnit(shop, (unit) => bookingReservations.commit(unit, { checkoutId }));
const release = (shop: Shop, checkoutId: string, state: "released" | "expired" = "released") =>
  inUnit(shop, (unit) => bookingReservations.release(unit, { checkoutId, state }));
const statesOf = async (shop: Shop, checkoutId: string) =>
  (await shop.db.booking.findMany({ where: { checkoutId }, orderBy: { position: "asc" } })).map(
    ({ state }) => state,
  );

/** Two processes of the shop, each with connections of its own. */
async function twoProcesses(shop: TestShop, run: (processes: readonly [Shop, Shop]) => Promise<void>) {
  const db = connect(shop.databaseUrl, { maxConnections: 10, maxWaitMs: 60_000 });
  try {
    await run([shop, { ...shop, db }]);
  } finally {
    await db.$disconnect();
  }
}

const newSeed = () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`SEED=${seed}`);
  return seed;
};

/** Prints how a race ended: how many wanted something, and how many have it. */
function printRace(outcomes: readonly { short: readonly unknown[] }[]) {
  const had = outcomes.filter(({ short }) => short.length === 0).length;
  console.info(`${outcomes.length} at once, two processes: ${had} booked, ${outcomes.length - had} refused`);
}

/** Live bookings of a resource that exclude each other, and groups over their places: always none. */
async function countConflicts(shop: Shop): Promise<number> {
  const [row] = await shop.db.$queryRaw<[{ conflicts: number }]>`
    select (
      (select count(*) from booking a join booking b on a.id < b.id and a.resource_id = b.resource_id
        and a.busy_from < b.busy_until and b.busy_from < a.busy_until
        and (a.product_id, a.starts_at) <> (b.product_id, b.starts_at)
        where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed'))
      + (select count(*) from (
        select from booking where state in ('held', 'confirmed')
        group by resource_id, product_id, starts_at having sum(quantity) > min(capacity)) over_full)
    )::int as conflicts`;
  return row.conflicts;
}

test("100 buyers of two processes want one slot: one gets it", async ({ shop }) => {
  const seed = newSeed();
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, seed % 100);
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, buyer) =>
        takeOf(processes[(buyer + seed) % 2] ?? shop, { variantId, startsAt }),
      ),
    );
    printRace(outcomes);
    const winners = outcomes.filter(({ short }) => short.length === 0);
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    expect(await shop.db.booking.findMany({ where: { variantId } })).toMatchObject([
      { checkoutId: winner?.checkoutId, state: "held", startsAt },
    ]);
    expect(outcomes.filter(({ short }) => short[0]?.free === 0)).toHaveLength(99);
  });
});

test("two services sell overlapping hours of one room from two processes: no two of them overlap", async ({
  shop,
}) => {
  const seed = newSeed();
  const room = await aResource(shop);
  const services = [
    await aService(shop, { resourceIds: [room], durationMinutes: 120 }),
    await aService(shop, {
      resourceIds: [room],
      durationMinutes: 90,
      stepMinutes: 30,
      bufferAfterMinutes: 15,
    }),
  ];
  const two = fullHour(shop, 200);
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, buyer) =>
        takeOf(processes[(buyer + seed) % 2] ?? shop, {
          variantId: services[(buyer * 7 + seed) % 2] ?? "",
          startsAt: new Date(two.getTime() + ((buyer * 5 + seed) % 3) * 60 * 60_000),
        }),
      ),
    );
    printRace(outcomes);
    expect(outcomes.filter(({ short }) => short.length === 0).length).toBeGreaterThan(0);
    expect(await countConflicts(shop)).toBe(0);
  });
  // All overlap the first hour of the others, so that only one of these can be.
  const again = fullHour(shop, 300);
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, buyer) =>
        takeOf(processes[buyer % 2] ?? shop, {
          variantId: services[(buyer + seed) % 2] ?? "",
          startsAt: again,
        }),
      ),
    );
    printRace(outcomes);
    expect(outcomes.filter(({ short }) => short.length === 0)).toHaveLength(1);
  });
});

test("a group of eight, 60 buyers of two processes: eight places are taken, also by twos", async ({
  shop,
}) => {
  const seed = newSeed();
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], capacity: 8 });
  await twoProcesses(shop, async (processes) => {
    const buy = (startsAt: Date, quantityOf: (buyer: number) => number) =>
      Promise.all(
        Array.from({ length: 60 }, (_, buyer) =>
          takeOf(processes[(buyer + seed) % 2] ?? shop, { variantId, startsAt, quantity: quantityOf(buyer) }),
        ),
      );
    const singles = await buy(fullHour(shop, 1), () => 1);
    printRace(singles);
    expect(singles.filter(({ short }) => short.length === 0)).toHaveLength(8);
    await buy(fullHour(shop, 5), (buyer) => 1 + ((buyer + seed) % 3));
    const { _sum } = await shop.db.booking.aggregate({
      where: { variantId, startsAt: fullHour(shop, 5) },
      _sum: { quantity: true },
    });
    expect(_sum.quantity).toBe(8);
    expect(await countConflicts(shop)).toBe(0);
  });
});

test("checkouts that name the same times in opposite orders don't deadlock, and one of them has all", async ({
  shop,
}) => {
  const seed = newSeed();
  const services = await Promise.all(
    Array.from({ length: 3 }, async () => aService(shop, { resourceIds: [await aResource(shop)] })),
  );
  const startsAt = fullHour(shop, 10);
  const lines = services.map((variantId) => ({ variantId, startsAt }));
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, buyer) =>
        takeOf(processes[buyer % 2] ?? shop, ...((buyer + seed) % 2 === 0 ? lines : lines.toReversed())),
      ),
    );
    printRace(outcomes);
    expect(outcomes.filter(({ short }) => short.length === 0)).toHaveLength(1);
    expect(outcomes.filter(({ short }) => short.length === 3)).toHaveLength(29);
  });
});

test("of several rooms the first free one is taken; a group goes where it already is", async ({ shop }) => {
  const rooms = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: rooms });
  const startsAt = fullHour(shop, 2);
  const roomsTaken = async (bookings: { checkoutId: string }[]) =>
    Promise.all(
      bookings.map(
        async ({ checkoutId }) => (await shop.db.booking.findFirst({ where: { checkoutId } }))?.resourceId,
      ),
    );
  const [first, second, third] = [
    await takeOf(shop, { variantId, startsAt }),
    await takeOf(shop, { variantId, startsAt }),
    await takeOf(shop, { variantId, startsAt }),
  ];
  expect(await roomsTaken([first, second])).toEqual(rooms);
  expect(third.short).toEqual([{ position: 0, free: 0 }]);

  const group = await aService(shop, { resourceIds: rooms.toReversed(), capacity: 3 });
  const at = fullHour(shop, 4);
  const busy = await aService(shop, { resourceIds: [rooms[1] ?? ""] });
  const blocker = await takeOf(shop, { variantId: busy, startsAt: at });
  const member = await takeOf(shop, { variantId: group, startsAt: at });
  await release(shop, blocker.checkoutId);
  const another = await takeOf(shop, { variantId: group, startsAt: at, quantity: 2 });
  const rest = await takeOf(shop, { variantId: group, startsAt: at });
  expect(await roomsTaken([member, another, rest])).toEqual([rooms[0], rooms[0], rooms[1]]);
});

test("lines of one checkout see each other, and when one is short, none is taken", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], durationMinutes: 60 });
  const [one, next] = [fullHour(shop, 1), fullHour(shop, 2)];
  const both = await takeOf(shop, { variantId, startsAt: one }, { variantId, startsAt: one });
  expect(both.short).toEqual([{ position: 1, free: 0 }]);
  expect(await shop.db.booking.count({ where: { variantId } })).toBe(0);
  const apart = await takeOf(shop, { variantId, startsAt: one }, { variantId, startsAt: next });
  expect(apart.short).toEqual([]);
  expect(await statesOf(shop, apart.checkoutId)).toEqual(["held", "held"]);
});

test("only times that the service offers can be booked", async ({ shop }) => {
  const variantId = await aService(shop, {
    resourceIds: [await aResource(shop)],
    leadMinutes: 120,
    horizonDays: 3,
  });
  const shortOf = async (startsAt: Date | null) => (await takeOf(shop, { variantId, startsAt })).short;
  const notOffered = [{ position: 0, free: 0, isOffered: false }];
  expect(await shortOf(null)).toEqual(notOffered);
  expect(await shortOf(new Date(fullHour(shop, 0).getTime() + 60_000))).toEqual(notOffered);
  expect(await shortOf(fullHour(shop, -23))).toEqual(notOffered);
  expect(await shortOf(fullHour(shop, 24 * 5))).toEqual(notOffered);
  expect(await shortOf(fullHour(shop, 0))).toEqual([]);
});

test("buffers keep the resource free around a booking, and blocks of staff too", async ({ shop }) => {
  const room = await aResource(shop);
  const quiet = await aService(shop, {
    resourceIds: [room],
    bufferBeforeMinutes: 30,
    bufferAfterMinutes: 30,
  });
  const plain = await aService(shop, { resourceIds: [room] });
  await takeOf(shop, { variantId: quiet, startsAt: fullHour(shop, 10) });
  const shortAt = async (variantId: string, hours: number) =>
    (await takeOf(shop, { variantId, startsAt: fullHour(shop, hours) })).short.length === 1;
  expect([await shortAt(plain, 9), await shortAt(plain, 11)]).toEqual([true, true]);
  expect([await shortAt(plain, 8), await shortAt(plain, 12)]).toEqual([false, false]);

  const [startsAt, endsAt] = [fullHour(shop, 20), fullHour(shop, 22)];
  const block = { resourceId: room, startsAt, endsAt, staffName: "Manager", createdAt: shop.clock.now() };
  await shop.db.resourceBlock.create({ data: block });
  expect([await shortAt(plain, 20), await shortAt(plain, 21)]).toEqual([true, true]);
  expect([await shortAt(quiet, 19), await shortAt(quiet, 22)]).toEqual([true, true]);
  expect([await shortAt(plain, 19), await shortAt(plain, 22)]).toEqual([false, false]);
});

test("a released or expired booking frees its time, once; a confirmed one keeps it", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, 1);
  const held = await takeOf(shop, { variantId, startsAt });
  for (const _ of ["once", "again"]) await release(shop, held.checkoutId, "expired");
  expect(await statesOf(shop, held.checkoutId)).toEqual(["expired"]);

  const next = await takeOf(shop, { variantId, startsAt });
  for (const _ of ["once", "again"]) expect(await commit(shop, next.checkoutId)).toBe(true);
  await release(shop, next.checkoutId);
  expect(await statesOf(shop, next.checkoutId)).toEqual(["confirmed"]);
  expect((await takeOf(shop, { variantId, startsAt })).short).toEqual([{ position: 0, free: 0 }]);
});

test("a payment that comes after its hold has the time if it is still free, in another room if need be", async ({
  shop,
}) => {
  const rooms = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: rooms });
  const startsAt = fullHour(shop, 1);
  const late = await takeOf(shop, { variantId, startsAt }, { variantId, startsAt: fullHour(shop, 2) });
  await release(shop, late.checkoutId, "expired");
  const other = await takeOf(shop, { variantId, startsAt });
  expect(await commit(shop, late.checkoutId)).toBe(true);
  expect(
    await shop.db.booking.findMany({ where: { checkoutId: late.checkoutId }, orderBy: { position: "asc" } }),
  ).toMatchObject([
    { state: "confirmed", resourceId: rooms[1] },
    { state: "confirmed", resourceId: rooms[0] },
  ]);
  expect(await statesOf(shop, other.checkoutId)).toEqual(["held"]);
  expect(await countConflicts(shop)).toBe(0);
});

test("when one of its times is taken or has begun, a late payment gets none of them", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const [one, two] = [fullHour(shop, 1), fullHour(shop, 2)];
  const late = await takeOf(shop, { variantId, startsAt: one }, { variantId, startsAt: two });
  await release(shop, late.checkoutId);
  const faster = await takeOf(shop, { variantId, startsAt: two });
  expect(await commit(shop, late.checkoutId)).toBe(false);
  expect(await statesOf(shop, late.checkoutId)).toEqual(["released", "released"]);

  await release(shop, faster.checkoutId);
  const began = { ...shop, clock: { now: () => one } };
  expect(await commit(began, late.checkoutId)).toBe(false);
  expect(await statesOf(shop, late.checkoutId)).toEqual(["released", "released"]);
  expect(await commit(shop, late.checkoutId)).toBe(true);
});

test("late payments and new buyers for one slot through two processes: one has it, whoever it is", async ({
  shop,
}) => {
  const seed = newSeed();
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, 1);
  const late: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const { checkoutId } = await takeOf(shop, { variantId, startsAt });
    await release(shop, checkoutId, "expired");
    late.push(checkoutId);
  }
  await twoProcesses(shop, async (processes) => {
    await Promise.all(
      Array.from({ length: 40 }, (_, place) => {
        const chosen = processes[(place + seed) % 2] ?? shop;
        const checkoutId = late[((place * 3 + seed) % 20) - 10];
        return checkoutId === undefined
          ? takeOf(chosen, { variantId, startsAt })
          : commit(chosen, checkoutId);
      }),
    );
    expect(await shop.db.booking.count({ where: { variantId, state: { in: ["held", "confirmed"] } } })).toBe(
      1,
    );
  });
});

test("the database refuses what would sell a time twice, whoever writes it", async ({ shop }) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room], capacity: 2 });
  const another = await aService(shop, { resourceIds: [room] });
  const startsAt = fullHour(shop, 1);
  const { checkoutId } = await takeOf(shop, { variantId, startsAt });
  const { id: _, ...taken } = await shop.db.booking.findFirstOrThrow({ where: { checkoutId } });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: another } });
  const write = async (changes: Partial<typeof taken>) =>
    shop.db.booking.create({ data: { ...taken, checkoutId: await aCheckout(shop), ...changes } });
  await expect(write({ quantity: 2 })).rejects.toThrow(/one too many/);
  await expect(write({ variantId: another, productId })).rejects.toThrow(
    /booking_of_another_service_excluded/,
  );
  const half = {
    startsAt: new Date(startsAt.getTime() + 30 * 60_000),
    endsAt: fullHour(shop, 3),
    busyUntil: fullHour(shop, 3),
  };
  await expect(write(half)).rejects.toThrow(/booking_at_another_start_excluded/);
  await write({});
  const block = {
    startsAt: fullHour(shop, 5),
    endsAt: fullHour(shop, 6),
    staffName: "Manager",
    createdAt: startsAt,
  };
  await shop.db.resourceBlock.create({ data: { ...block, resourceId: room } });
  const blocked = {
    startsAt: fullHour(shop, 5),
    endsAt: fullHour(shop, 6),
    busyFrom: fullHour(shop, 5),
    busyUntil: fullHour(shop, 6),
  };
  await expect(write(blocked)).rejects.toThrow(/blocked/);

  const change = (state: "held" | "cancelled") =>
    shop.db.booking.updateMany({ where: { checkoutId }, data: { state } });
  await expect(change("cancelled")).rejects.toThrow();
  await commit(shop, checkoutId);
  await expect(change("held")).rejects.toThrow();
  await expect(shop.db.booking.deleteMany({ where: { checkoutId } })).rejects.toThrow();
  expect(await statesOf(shop, checkoutId)).toEqual(["confirmed"]);
});
