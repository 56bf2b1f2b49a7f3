import { randomUUID } from "node:crypto";
import { discountSchema } from "@dualtrack/contract";
import { openTestShop, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { customerKey } from "./customer-key.ts";
import { addDiscountCode, generateDiscountCodes } from "./discount-codes.ts";
import { exportDiscountCodes } from "./export-codes.ts";
import { findDiscounts } from "./find-discounts.ts";
import { createDiscount, pauseDiscount, updateDiscount } from "./save-discount.ts";
import { getDiscount, listDiscountCodes, listDiscounts } from "./staff-queries.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };
const blank = {
  ...{ name: "Ten percent", kind: "percent", percentBps: 1_000, buyQuantity: null, getQuantity: null },
  ...{ isAutomatic: false, isCombinable: false, productIds: null, countries: [], isFirstOrderOnly: false },
  ...{ startsAt: null, endsAt: null, maxUses: null, maxUsesPerCustomer: null, amounts: [] },
} as const;
const fields = (changes: Partial<Parameters<typeof discountSchema.parse>[0] & object> = {}) =>
  discountSchema.parse({ ...blank, ...changes });

async function create(changes = {}, code?: string, maxUses: number | null = null) {
  const { discountId } = await createDiscount(shop, {
    requestId: randomUUID(),
    discount: fields(changes),
    by,
  });
  if (code !== undefined) await addDiscountCode(shop, { discountId, code, maxUses, by });
  return discountId;
}

const lines = [{ productId: randomUUID(), unitAmount: 2_000, quantity: 2 }];
const find = (changes: Partial<Parameters<typeof findDiscounts>[1]> = {}) =>
  findDiscounts(shop.db, {
    ...{ currency: "eur", lines, country: "AT", customer: null, codes: [], ownCheckoutIds: [] },
    at: shop.clock.now(),
    ...changes,
  });

test("a discount is created once, changed by whoever has seen it as it is, and audited", async () => {
  const requestId = randomUUID();
  for (const _ of ["once", "again"]) await createDiscount(shop, { requestId, discount: fields(), by });
  const { version } = await getDiscount(shop, { discountId: requestId });
  const change = { discountId: requestId, version, discount: fields({ percentBps: 1_500 }), by };
  await updateDiscount(shop, change);
  await expect(updateDiscount(shop, change)).rejects.toMatchObject({
    code: "DISCOUNT_CHANGED",
    details: { by: "Ada" },
  });
  await pauseDiscount(shop, { discountId: requestId, paused: true, by });
  expect(await getDiscount(shop, { discountId: requestId })).toMatchObject({
    percentBps: 1_500,
    status: "paused",
    uses: { reserved: 0, committed: 0 },
    revenue: { base: { amount: 0, currency: "eur" }, charged: [], withoutRate: [] },
    changed: { by: "Ada" },
  });
  const entries = await shop.db.auditEntry.findMany({
    where: { subject: "Ten percent" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "discount.create",
    "discount.update",
    "discount.pause",
  ]);
  expect(entries[1]).toMatchObject({ before: { percentBps: 1_000 }, after: { percentBps: 1_500 } });
});

test("a product that does not exist, and a discount that does not, are refused", async () => {
  await expect(create({ productIds: [randomUUID()] })).rejects.toMatchObject({ code: "PRODUCT_NOT_FOUND" });
  const discountId = randomUUID();
  await expect(getDiscount(shop, { discountId })).rejects.toMatchObject({ code: "DISCOUNT_NOT_FOUND" });
  await expect(pauseDiscount(shop, { discountId, paused: true, by })).rejects.toMatchObject({
    code: "DISCOUNT_NOT_FOUND",
  });
});

test.each([
  [{ kind: "percent", percentBps: null }, ["percentBps"]],
  [{ kind: "percent", percentBps: 10_001 }, ["percentBps"]],
  [{ kind: "amount" }, ["amounts"]],
  [{ kind: "buy_x_get_y", buyQuantity: null, getQuantity: 1 }, ["buyQuantity"]],
  [{ startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" }, ["endsAt"]],
  [{ productIds: [] }, ["productIds"]],
  [{ countries: ["XX"] }, ["countries", 0]],
  [{ maxUses: 0 }, ["maxUses"]],
])("%j is refused at its field", (changes, path) => {
  const checked = discountSchema.safeParse({ ...blank, ...changes });
  expect(checked.error?.issues.map((issue) => issue.path)).toEqual([path]);
});

test("10,000 codes are made once, each unlike the others, and one of them is found", async () => {
  const discountId = await create({ name: "Many codes" });
  const request = { discountId, requestId: randomUUID(), count: 10_000, prefix: "VIP-", maxUses: 1, by };
  for (const _ of ["once", "again"])
    expect(await generateDiscountCodes(shop, request)).toEqual({ count: 10_000 });
  expect(await shop.db.discountCode.count({ where: { discountId } })).toBe(10_000);
  const { codes, nextCursor } = await listDiscountCodes(shop, { discountId, limit: 50 });
  expect(codes).toHaveLength(50);
  expect(codes[0]?.code).toMatch(/^VIP-[2-9A-HJ-NP-Z]{10}$/);
  const next = await listDiscountCodes(shop, { discountId, limit: 50, cursor: nextCursor ?? "" });
  expect(next.codes.some(({ id }) => codes.some((code) => code.id === id))).toBe(false);
  const searched = codes[0]?.code.toLowerCase() ?? "";
  expect((await listDiscounts(shop, { status: "all", q: searched })).discounts).toMatchObject([
    { id: discountId, codes: 10_000 },
  ]);
});

test("all codes of a discount are exported, each once, also beyond a page, and it is in the audit log", async () => {
  const discountId = await create({ name: "Exported" });
  await generateDiscountCodes(shop, {
    discountId,
    requestId: randomUUID(),
    count: 2_001,
    prefix: "",
    maxUses: 3,
    by,
  });
  let csv = "";
  for await (const part of await exportDiscountCodes(shop, { discountId, by })) csv += part;
  const [head, ...rows] = csv.trimEnd().split("\r\n");
  expect(head).toBe("\uFEFFcode,uses,max_uses,created_at");
  expect(rows[0]).toMatch(/^[2-9A-HJ-NP-Z]{10},0,3,\d{4}-\d\d-\d\dT/);
  expect(new Set(rows.map((row) => row.split(",")[0])).size).toBe(2_001);
  expect(
    await shop.db.auditEntry.findFirst({ where: { action: "discount.export_codes", subject: "Exported" } }),
  ).toMatchObject({ after: { codes: 2_001 } });
});

test("a code belongs to one discount, however it is written", async () => {
  await create({}, "SUMMER");
  const other = await create({});
  await expect(
    addDiscountCode(shop, { discountId: other, code: "SUMMER", maxUses: null, by }),
  ).rejects.toMatchObject({ code: "DISCOUNT_CODE_TAKEN" });
});

describe("a code does not hold", () => {
  const yesterday = () => new Date(shop.clock.now().getTime() - 86_400_000).toISOString();
  const tomorrow = () => new Date(shop.clock.now().getTime() + 86_400_000).toISOString();
  test.each([
    ["UNKNOWN-1", null, { reason: "unknown" }],
    ["EARLY", () => ({ startsAt: tomorrow() }), { reason: "not_started", startsAt: expect.any(String) }],
    ["LATE", () => ({ endsAt: yesterday() }), { reason: "ended", endsAt: expect.any(String) }],
    ["GERMANS", () => ({ countries: ["DE"] }), { reason: "country", country: "AT" }],
    [
      "DOLLARS",
      () => ({ kind: "amount", amounts: [{ currency: "usd", amount: 500, minSubtotalAmount: null }] }),
      { reason: "currency", currency: "eur" },
    ],
    [
      "RICH",
      () => ({ amounts: [{ currency: "eur", amount: null, minSubtotalAmount: 4_001 }] }),
      { reason: "below_minimum", min: { amount: 4_001, currency: "eur" } },
    ],
  ])("%s", async (code, changes, refusal) => {
    if (changes !== null) await create(changes(), code);
    const found = await find({ codes: [code] });
    expect(found).toEqual({ discounts: [], refused: [{ code, refusal }] });
  });

  test("a paused one; and it holds again", async () => {
    const discountId = await create({}, "PAUSED");
    await pauseDiscount(shop, { discountId, paused: true, by });
    expect((await find({ codes: ["PAUSED"] })).refused).toMatchObject([{ refusal: { reason: "paused" } }]);
    await pauseDiscount(shop, { discountId, paused: false, by });
    expect((await find({ codes: ["PAUSED"] })).discounts).toMatchObject([{ discountId, percentBps: 1_000 }]);
  });
});

test("an automatic discount needs no code, and stops when it is paused", async () => {
  const discountId = await create({ name: "Sale", isAutomatic: true });
  const ids = async () => (await find()).discounts.map((each) => each.discountId);
  expect(await ids()).toEqual([discountId]);
  await pauseDiscount(shop, { discountId, paused: true, by });
  expect(await ids()).toEqual([]);
});

test("a discount on a product names it", async () => {
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  await create({ productIds: [productId] }, "RECORD");
  const [found] = (await find({ codes: ["RECORD"] })).discounts;
  expect(found?.productIds).toEqual(new Set([productId]));
});

test.each([
  ["Ada.Lovelace+shop@Example.com", "adalovelace@example.com"],
  ["a.da@googlemail.com", "ada@gmail.com"],
  ["ada@ÖSTERREICH.at", "ada@xn--sterreich-z7a.at"],
  ["+tag@example.com", "+tag@example.com"],
])("%s is the customer %s", (email, key) => {
  expect(customerKey(email)).toBe(key);
});
