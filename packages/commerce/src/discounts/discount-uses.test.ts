import { randomUUID } from "node:crypto";
import type { Prisma } from "@dualtrack/db";
import { openTestShop, type TestShop } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { commitUses, releaseUses, returnUses, takeUses } from "./discount-uses.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

async function discount({ codes = 1, ...limits }: { codes?: number; maxUses?: number; perCode?: number }) {
  const createdAt = shop.clock.now();
  const { perCode, ...fields } = { maxUses: null, perCode: null, ...limits };
  const data: Prisma.DiscountCreateInput = {
    name: "Ten percent",
    kind: "percent",
    percentBps: 1_000,
    createdAt,
  };
  const { id } = await shop.db.discount.create({ data: { ...data, ...fields } });
  const codeIds = Array.from({ length: codes }, () => randomUUID());
  await shop.db.discountCode.createMany({
    data: codeIds.map((codeId) => ({
      ...{ id: codeId, discountId: id, maxUses: perCode, createdAt },
      code: codeId.toUpperCase(),
    })),
  });
  return { id, codeIds, first: codeIds[0] ?? null };
}

async function aCheckout(): Promise<string> {
  const at = shop.clock.now();
  const sums = { subtotalAmount: 0, discountAmount: 0, shippingAmount: 0, taxAmount: 0, totalAmount: 0 };
  const times = { createdAt: at, expiresAt: at, nextSyncAt: at };
  const tax = { taxBehavior: "inclusive" as const, shippingTaxAmount: 0, shippingTaxes: [] };
  const price = { ...sums, ...tax, discounts: [], lines: [] };
  const checkout = { ownerHash: randomUUID(), terms: baseTerms({ baseCurrency: "eur" }), ...times, price };
  return (await shop.db.$transaction((tx) => createCheckout(tx, checkout))).id;
}

const inUnit = <Result>(run: (unit: UnitOfWork) => Promise<Result>) => transact(shop, "customer", run);
const take = (checkoutId: string, discountId: string, codeId: string | null) =>
  inUnit((unit) => takeUses(unit, { checkoutId, uses: [{ discountId, codeId }] }));
const usesOf = async (id: string) => (await shop.db.discount.findUniqueOrThrow({ where: { id } })).uses;

test("200 checkouts at once for 10 uses, over many codes that share the limit: exactly 10 get one", async () => {
  const { id, codeIds } = await discount({ maxUses: 10, codes: 25 });
  const checkouts = await Promise.all(Array.from({ length: 200 }, aCheckout));
  const short = await Promise.all(
    checkouts.map((checkoutId, index) => take(checkoutId, id, codeIds[index % codeIds.length] ?? null)),
  );
  expect(short.filter((usedUp) => usedUp.length === 0)).toHaveLength(10);
  expect(await usesOf(id)).toBe(10);
  expect(await shop.db.discountUse.count({ where: { discountId: id, state: "reserved" } })).toBe(10);
});

test("checkouts that name the same discounts in opposite orders wait for each other and don't deadlock", async () => {
  const [a, b] = [await discount({ maxUses: 50, perCode: 50 }), await discount({ maxUses: 50, perCode: 50 })];
  const both = [a, b].map(({ id, first }) => ({ discountId: id, codeId: first }));
  const checkouts = await Promise.all(Array.from({ length: 60 }, aCheckout));
  const short = await Promise.all(
    checkouts.map((checkoutId, index) =>
      inUnit((unit) => takeUses(unit, { checkoutId, uses: index % 2 === 0 ? both : both.toReversed() })),
    ),
  );
  expect(short.filter((usedUp) => usedUp.length === 0)).toHaveLength(50);
  expect(await Promise.all([usesOf(a.id), usesOf(b.id)])).toEqual([50, 50]);
});

test("one of two discounts is used up: neither is reserved", async () => {
  const [free, scarce] = [await discount({ maxUses: 5 }), await discount({ maxUses: 1 })];
  await take(await aCheckout(), scarce.id, scarce.first);
  const checkoutId = await aCheckout();
  const uses = [free, scarce].map(({ id, first }) => ({ discountId: id, codeId: first }));
  expect(await inUnit((unit) => takeUses(unit, { checkoutId, uses }))).toEqual([scarce.id]);
  expect(await usesOf(free.id)).toBe(0);
  expect(await shop.db.discountUse.count({ where: { checkoutId } })).toBe(0);
});

test("a use is freed when its checkout ends, and counted once however often it is taken", async () => {
  const { id, first } = await discount({ maxUses: 1, perCode: 1 });
  const [one, other] = [await aCheckout(), await aCheckout()];
  for (const _ of ["once", "again"]) expect(await take(one, id, first)).toEqual([]);
  expect(await take(other, id, first)).toEqual([id]);
  for (const _ of ["once", "again"]) await inUnit((unit) => releaseUses(unit, { checkoutId: one }));
  expect(await usesOf(id)).toBe(0);
  expect(await take(other, id, first)).toEqual([]);
});

test("a use of one code may become a use of another code of the same discount", async () => {
  const { id, codeIds } = await discount({ maxUses: 1, perCode: 1, codes: 2 });
  const checkoutId = await aCheckout();
  for (const codeId of codeIds) expect(await take(checkoutId, id, codeId)).toEqual([]);
  const codes = await shop.db.discountCode.findMany({ where: { discountId: id }, orderBy: { uses: "asc" } });
  expect(codes.map((code) => [code.id, code.uses])).toEqual([
    [codeIds[0], 0],
    [codeIds[1], 1],
  ]);
});

test("what is paid commits its use once; one that ended meanwhile is taken again, or refused if it is used up", async () => {
  const { id, first } = await discount({ maxUses: 1 });
  const [late, quick] = [await aCheckout(), await aCheckout()];
  await take(late, id, first);
  await inUnit((unit) => releaseUses(unit, { checkoutId: late }));
  const commit = (checkoutId: string) =>
    inUnit((unit) => commitUses(unit, { checkoutId, discountIds: [id] }));
  expect(await commit(late)).toBe(true);
  expect(await commit(late)).toBe(true);
  expect(await usesOf(id)).toBe(1);
  expect(await take(quick, id, first)).toEqual([id]);

  await inUnit((unit) => returnUses(unit, late)); // refunded in full
  expect(await usesOf(id)).toBe(0);
  await take(quick, id, first);
  await inUnit((unit) => releaseUses(unit, { checkoutId: quick }));
  await take(await aCheckout(), id, first);
  expect(await commit(quick)).toBe(false);
});

test("a payment of a quote without the discount frees the use of a later quote", async () => {
  const { id, first } = await discount({ maxUses: 1 });
  const checkoutId = await aCheckout();
  await take(checkoutId, id, first);
  expect(await inUnit((unit) => commitUses(unit, { checkoutId, discountIds: [] }))).toBe(true);
  expect(await usesOf(id)).toBe(0);
});

test("a limit that is set later begins with the uses so far, and is refused below them", async () => {
  const { id, first } = await discount({});
  for (const _ of ["one", "two"]) await take(await aCheckout(), id, first);
  const limit = (maxUses: number | null) => shop.db.discount.update({ where: { id }, data: { maxUses } });
  await expect(limit(1)).rejects.toThrow(/discount_uses_check/);
  await limit(2);
  expect(await take(await aCheckout(), id, first)).toEqual([id]);
  await limit(null);
  expect(await take(await aCheckout(), id, first)).toEqual([]);
});

test("the database refuses a use beyond the limit, however it is written", async () => {
  const { id, first } = await discount({ maxUses: 1 });
  const use = async () => ({
    data: { checkoutId: await aCheckout(), discountId: id, codeId: first, reservedAt: shop.clock.now() },
  });
  await shop.db.discountUse.create(await use());
  await expect(use().then((data) => shop.db.discountUse.create(data))).rejects.toThrow(/discount_uses_check/);
});
