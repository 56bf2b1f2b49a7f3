import { randomUUID } from "node:crypto";
import { stockedVariant, stockOf, type TestShop, test } from "@dualtrack/testkit";
import { expect, vi } from "vitest";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import { stockReservations } from "../inventory/stock-reservations.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import type { KindReservations } from "./kind-reservations.ts";
import { reserveByKind } from "./reserve-by-kind.ts";

test.beforeAll(async ({ shop }) => {
  await shop.db
    .$executeRaw`create table seat (variant_id uuid primary key, free integer not null check (free >= 0))`;
  await shop.db.$executeRaw`
    create table seat_reservation (checkout_id uuid, variant_id uuid, state text, primary key (checkout_id, variant_id))`;
});

/** A second kind, in tables of its own: one seat a line. `approach` is called before it locks any. */
function seatReservations(approach: () => Promise<void> = async () => {}): KindReservations {
  return {
    async take({ tx }, { checkoutId, lines }) {
      await approach();
      const ids = lines.map(({ variantId }) => variantId);
      const free = await tx.$queryRaw<{ variant_id: string; free: number }[]>`
        select variant_id, free from seat where variant_id = any(${ids}::uuid[]) order by variant_id for update`;
      const short = lines.filter(
        ({ variantId }) => !free.some((seat) => seat.variant_id === variantId && seat.free > 0),
      );
      if (short.length > 0) return short.map(({ position }) => ({ position, free: 0 }));
      await tx.$executeRaw`update seat set free = free - 1 where variant_id = any(${ids}::uuid[])`;
      await tx.$executeRaw`insert into seat_reservation select ${checkoutId}::uuid, unnest(${ids}::uuid[]), 'held'`;
      return [];
    },
    async commit({ tx }, { checkoutId }) {
      const gone = await tx.$queryRaw<unknown[]>`
        select from seat_reservation where checkout_id = ${checkoutId}::uuid and state = 'released'`;
      await tx.$executeRaw`update seat_reservation set state = 'sold' where checkout_id = ${checkoutId}::uuid and state = 'held'`;
      return gone.length === 0;
    },
    async release({ tx }, { checkoutId }) {
      await tx.$executeRaw`
        with freed as (update seat_reservation set state = 'released'
          where checkout_id = ${checkoutId}::uuid and state = 'held' returning variant_id)
        update seat set free = free + 1 from freed where seat.variant_id = freed.variant_id`;
    },
  };
}

const bothKinds = reserveByKind({ physical: stockReservations, seat: seatReservations() });

async function seat(shop: TestShop, { free }: { free: number }): Promise<string> {
  const variantId = randomUUID();
  await shop.db.$executeRaw`insert into seat values (${variantId}::uuid, ${free})`;
  return variantId;
}

async function freeSeats(shop: TestShop, variantId: string): Promise<number | undefined> {
  const [row] = await shop.db.$queryRaw<{ free: number }[]>`
    select free from seat where variant_id = ${variantId}::uuid`;
  return row?.free;
}

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

async function aCheckout(shop: TestShop): Promise<string> {
  const at = shop.clock.now();
  const owner = { ownerHash: randomUUID(), terms: baseTerms({ baseCurrency: "eur" }) };
  const times = { createdAt: at, expiresAt: at, nextSyncAt: at };
  const checkout = { ...owner, ...times, price: noPrice };
  return (await shop.db.$transaction((tx) => createCheckout(tx, checkout))).id;
}

/** A record and a seat, in a checkout of their own; the seat stands first in it. */
async function wanted(shop: TestShop, { records = 5, seats = 5, quantity = 1 } = {}) {
  const [record, place] = [
    await stockedVariant(shop, { onHand: records }),
    await seat(shop, { free: seats }),
  ];
  const lines = [
    { kind: "seat" as const, position: 0, variantId: place, startsAt: null, tracksStock: true, quantity: 1 },
    {
      kind: "physical" as const,
      position: 1,
      variantId: record,
      startsAt: null,
      tracksStock: true,
      quantity,
    },
  ];
  return { checkoutId: await aCheckout(shop), record, place, lines };
}

const inUnit = <Result>(shop: TestShop, run: (unit: UnitOfWork) => Promise<Result>) =>
  transact(shop, "customer", run);

test("lines of all kinds are reserved by one call, and freed by one", async ({ shop }) => {
  const { checkoutId, record, place, lines } = await wanted(shop, { quantity: 2 });
  expect(await inUnit(shop, (unit) => bothKinds.take(unit, { checkoutId, lines }))).toEqual([]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 2 });
  expect(await freeSeats(shop, place)).toBe(4);

  for (const _ of ["once", "again"])
    await inUnit(shop, (unit) => bothKinds.release(unit, { checkoutId, state: "expired" }));
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  expect(await freeSeats(shop, place)).toBe(5);
  expect(await shop.db.reservation.findMany({ where: { checkoutId } })).toMatchObject([{ state: "expired" }]);
});

test.for([
  ["the first kind", { records: 1, seats: 5 }, [{ position: 1, free: 1 }]],
  ["the last kind", { records: 5, seats: 0 }, [{ position: 0, free: 0 }]],
  [
    "both kinds",
    { records: 1, seats: 0 },
    [
      { position: 1, free: 1 },
      { position: 0, free: 0 },
    ],
  ],
] as const)(
  "%s being short, nothing of any kind is reserved, and each short line is named",
  async ([_, has, shortages], { shop }) => {
    const { checkoutId, record, place, lines } = await wanted(shop, { ...has, quantity: 2 });
    expect(await inUnit(shop, (unit) => bothKinds.take(unit, { checkoutId, lines }))).toEqual(shortages);
    expect(await stockOf(shop, record)).toEqual({ onHand: has.records, reserved: 0 });
    expect(await freeSeats(shop, place)).toBe(has.seats);
    expect(await shop.db.reservation.count({ where: { checkoutId } })).toBe(0);
  },
);

test("selling twice sells once, and sold units are not freed any more", async ({ shop }) => {
  const { checkoutId, record, place, lines } = await wanted(shop, { quantity: 2 });
  await inUnit(shop, (unit) => bothKinds.take(unit, { checkoutId, lines }));
  for (const _ of ["once", "again"])
    expect(await inUnit(shop, (unit) => bothKinds.commit(unit, { checkoutId, lines }))).toBe(true);
  await inUnit(shop, (unit) => bothKinds.release(unit, { checkoutId, state: "released" }));

  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  expect(await freeSeats(shop, place)).toBe(4);
  expect(await shop.db.stockMovement.count({ where: { checkoutId, kind: "sell" } })).toBe(1);
  expect(await shop.db.reservation.findMany({ where: { checkoutId } })).toMatchObject([
    { state: "committed" },
  ]);
});

test("when one kind can't be sold any more, nothing is sold, and the transaction goes on", async ({
  shop,
}) => {
  const { checkoutId, record, lines } = await wanted(shop, { quantity: 2 });
  await inUnit(shop, (unit) => bothKinds.take(unit, { checkoutId, lines }));
  await shop.db
    .$executeRaw`update seat_reservation set state = 'released' where checkout_id = ${checkoutId}::uuid`;
  const isSold = await inUnit(shop, async (unit) => {
    const answer = await bothKinds.commit(unit, { checkoutId, lines });
    await bothKinds.release(unit, { checkoutId, state: "released" });
    return answer;
  });
  expect(isSold).toBe(false);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  expect(await shop.db.stockMovement.count({ where: { checkoutId } })).toBe(0);
});

test("two checkouts that name the same lines in opposite orders wait for each other and don't deadlock", async ({
  shop,
}) => {
  const one = await wanted(shop);
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const slow = seatReservations(() => {
    arrived.resolve();
    return gate.promise;
  });
  const gated = reserveByKind({ physical: stockReservations, seat: slow });
  const other = { checkoutId: await aCheckout(shop), lines: one.lines.toReversed() };

  const first = inUnit(shop, (unit) => gated.take(unit, one));
  await arrived.promise; // it has locked the record, and not yet the seat
  const second = inUnit(shop, (unit) => bothKinds.take(unit, other));
  await vi.waitFor(async () => expect(await countWaiting(shop)).toBe(1), { timeout: 60_000 });
  gate.resolve();
  expect(await Promise.all([first, second])).toEqual([[], []]);
  expect(await stockOf(shop, one.record)).toEqual({ onHand: 5, reserved: 2 });
  expect(await freeSeats(shop, one.place)).toBe(3);
});

async function countWaiting(shop: TestShop): Promise<number> {
  const rows = await shop.db.$queryRaw<unknown[]>`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
}
