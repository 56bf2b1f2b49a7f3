import { randomUUID } from "node:crypto";
import {
  manager as by,
  guestWith,
  readyToPay,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { startCheckout } from "../checkout/start-checkout.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { correctStock } from "./correct-stock.ts";
import { getStock, listMovements, listStock } from "./queries.ts";
import { receiveStock } from "./receive-stock.ts";
import { setLowStockThreshold } from "./set-low-stock-threshold.ts";

type Correction = Parameters<typeof correctStock>[1];
const correct = (
  shop: TestShop,
  variantId: string,
  change: Pick<Correction, "seenOnHand" | "onHand"> & Partial<Correction>,
) => correctStock(shop, { variantId, requestId: randomUUID(), reason: "counted", note: "", by, ...change });
const skuOf = async (shop: TestShop, id: string) =>
  (await shop.db.variant.findUniqueOrThrow({ where: { id }, select: { sku: true } })).sku;
const audited = async (shop: TestShop, variantId: string) =>
  shop.db.auditEntry.findMany({ where: { subject: await skuOf(shop, variantId) }, orderBy: { id: "asc" } });

test("a delivery of several products is on hand at once, each with its movement and its entry in the log", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 0 }),
    await stockedVariant(shop, { onHand: 4 }),
  ];
  const lines = [
    { variantId: shirt, quantity: 6 },
    { variantId: record, quantity: 20 },
  ];
  const delivery = { requestId: randomUUID(), lines, note: "Delivery 17", by };
  await Promise.all([receiveStock(shop, delivery), receiveStock(shop, delivery)]); // pressed twice
  expect(await receiveStock(shop, delivery)).toEqual({ units: 26 });

  expect(await stockOf(shop, record)).toEqual({ onHand: 20, reserved: 0 });
  expect(await stockOf(shop, shirt)).toEqual({ onHand: 10, reserved: 0 });
  expect((await listMovements(shop, { variantId: record, limit: 10 })).movements).toMatchObject([
    { kind: "receive", quantity: 20, note: "Delivery 17", by: "Manager", orderNumber: null },
  ]);
  expect(await audited(shop, shirt)).toMatchObject([
    {
      action: "stock.receive",
      before: { onHand: 4 },
      after: { onHand: 10, quantity: 6, note: "Delivery 17" },
    },
  ]);
});

test("a request's id that was used for another delivery or a correction is refused, also at once", async ({
  shop,
}) => {
  const variants = [await stockedVariant(shop, { onHand: 1 }), await stockedVariant(shop, { onHand: 1 })];
  const requestId = randomUUID();
  const taken = { code: "REQUEST_ID_TAKEN" };
  const deliver = (variantId: string) =>
    receiveStock(shop, { requestId, lines: [{ variantId, quantity: 5 }], note: "", by });
  const outcomes = await Promise.allSettled(variants.map(deliver));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: taken });
  for (const variantId of variants)
    await expect(correct(shop, variantId, { requestId, seenOnHand: 1, onHand: 3 })).rejects.toMatchObject(
      taken,
    );
});

test("a delivery with something that does not exist changes nothing", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const lines = [
    { variantId: record, quantity: 5 },
    { variantId: randomUUID(), quantity: 5 },
  ];
  await expect(receiveStock(shop, { requestId: randomUUID(), lines, note: "", by })).rejects.toMatchObject({
    code: "VARIANT_NOT_FOUND",
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("a variant that never had stock can receive some", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 0 });
  await shop.db.stockLevel.delete({ where: { variantId: record } });
  const delivery = (quantity: number) =>
    receiveStock(shop, { requestId: randomUUID(), lines: [{ variantId: record, quantity }], note: "", by });
  await Promise.all([delivery(2), delivery(3)]);
  expect(await getStock(shop, { variantId: record })).toMatchObject({ onHand: 5, free: 5, level: "low" });
});

test("a correction writes what is really there, with its reason; sent twice it is once", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const change = {
    requestId: randomUUID(),
    seenOnHand: 9,
    onHand: 7,
    reason: "damaged" as const,
    note: "Two wet sleeves",
  };
  await Promise.all([correct(shop, record, change), correct(shop, record, change)]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 7, reserved: 0 });
  expect(
    (await listMovements(shop, { variantId: record, kinds: ["adjust"], limit: 10 })).movements,
  ).toMatchObject([{ quantity: -2, reason: "damaged", note: "Two wet sleeves", by: "Manager" }]);
  expect(await audited(shop, record)).toMatchObject([
    {
      action: "stock.correct",
      before: { onHand: 9 },
      after: { onHand: 7, quantity: -2, reason: "damaged", note: "Two wet sleeves" },
    },
  ]);
});

test("two people correct the same figure at once: one wins, the other is refused with the new figure", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 10 });
  const outcomes = await Promise.allSettled([
    correct(shop, record, { seenOnHand: 10, onHand: 12 }),
    correct(shop, record, { seenOnHand: 10, onHand: 8 }),
  ]);
  const { onHand } = await stockOf(shop, record);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "STOCK_CHANGED", details: { seen: 10, onHand, held: 0 } },
  });
  expect(await audited(shop, record)).toHaveLength(1);
});

test("reserved units can't be corrected away; free ones can", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  await readyToPay(shop, { [record]: 3 });
  await expect(correct(shop, record, { seenOnHand: 5, onHand: 2 })).rejects.toMatchObject({
    code: "STOCK_HELD",
    details: { wanted: 2, onHand: 5, held: 3 },
  });
  expect(await audited(shop, record)).toEqual([]);
  await correct(shop, record, { seenOnHand: 5, onHand: 3 });
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 3 });
});

test("corrections while 50 buyers reserve: nobody reserves missing units, and the ledger stays correct", async ({
  shop,
}) => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  const record = await stockedVariant(shop, { onHand: 40 });
  const tokens = await Promise.all(Array.from({ length: 50 }, () => guestWith(shop, { [record]: 1 })));
  const order = tokens.map((token, index) => ({ token, rank: (seed * (index + 7)) % 101 }));
  order.sort((a, b) => a.rank - b.rank);
  const buyers = order.map(({ token }) => startCheckout(shop, { cartToken: token }));
  const clerks = [-25, 4, -12, 6, -9].map(async (difference) => {
    const { onHand } = await stockOf(shop, record);
    return correct(shop, record, { seenOnHand: onHand, onHand: Math.max(0, onHand + difference) });
  });
  const [bought, corrected] = await Promise.all([Promise.allSettled(buyers), Promise.allSettled(clerks)]);

  for (const outcome of [...bought, ...corrected])
    if (outcome.status === "rejected")
      expect(["OUT_OF_STOCK", "STOCK_CHANGED", "STOCK_HELD"]).toContain(outcome.reason.code);
  const { onHand, reserved } = await stockOf(shop, record);
  expect(reserved).toBe(bought.filter(({ status }) => status === "fulfilled").length);
  expect(reserved).toBeLessThanOrEqual(onHand);
  const { _sum } = await shop.db.stockMovement.aggregate({
    where: { variantId: record },
    _sum: { quantity: true },
  });
  expect(_sum.quantity).toBe(onHand);
  expect(corrected.some(({ status }) => status === "fulfilled")).toBe(true);
});

test("deliveries of the same goods in opposite order don't block each other", async ({ shop }) => {
  const [a, b] = [await stockedVariant(shop, { onHand: 0 }), await stockedVariant(shop, { onHand: 0 })];
  const deliver = (...variantIds: string[]) =>
    receiveStock(shop, {
      requestId: randomUUID(),
      lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
      note: "",
      by,
    });
  await Promise.all(Array.from({ length: 20 }, (_, turn) => (turn % 2 ? deliver(a, b) : deliver(b, a))));
  expect(await stockOf(shop, a)).toEqual({ onHand: 20, reserved: 0 });
});

test("the low-stock threshold guards against two people, too", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const set = (seenThreshold: number, threshold: number) =>
    setLowStockThreshold(shop, { variantId: record, seenThreshold, threshold, by });
  await set(5, 2);
  await set(5, 2); // pressed twice
  await expect(set(5, 9)).rejects.toMatchObject({
    code: "THRESHOLD_CHANGED",
    details: { seen: 5, threshold: 2 },
  });
  expect(await getStock(shop, { variantId: record })).toMatchObject({ threshold: 2, level: "enough" });
  expect(await audited(shop, record)).toMatchObject([
    { action: "stock.set_threshold", before: { lowStockThreshold: 5 }, after: { lowStockThreshold: 2 } },
  ]);
});

test("the list finds by title, band and SKU, narrows to low and sold out, sorts, and has every variant once", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  await readyToPay(shop, { [record]: 3 });
  const sku = await skuOf(shop, record);
  const list = (filter: Partial<Parameters<typeof listStock>[1]>) =>
    listStock(shop, { show: "all", sort: "product", page: 1, limit: 100, ...filter });
  expect((await list({ q: sku.toUpperCase() })).variants).toMatchObject([
    { variantId: record, onHand: 3, held: 3, free: 0, level: "out" },
  ]);
  expect((await list({ q: "100%" })).variants).toEqual([]);
  for (const show of ["low", "out"] as const) {
    const { variants, counts } = await list({ show });
    expect(variants.length).toBe(counts[show]);
    for (const { level } of variants) expect(level).toBe(show);
  }
  for (const sort of ["free", "held", "on_hand"] as const) {
    const figures = (await list({ sort })).variants.map((row) =>
      sort === "on_hand" ? row.onHand : row[sort],
    );
    expect(figures).toEqual(figures.toSorted((a, b) => (sort === "free" ? a - b : b - a)));
  }
  const { counts, pages } = await list({ limit: 4 });
  const seen: string[] = [];
  for (let page = 1; page <= pages; page += 1)
    seen.push(...(await list({ limit: 4, page })).variants.map(({ variantId }) => variantId));
  expect(new Set(seen).size).toBe(counts.all);
  expect(seen).toHaveLength(counts.all);
});

test("movements are listed once each, page by page", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  for (let onHand = 1; onHand < 6; onHand += 1)
    await correct(shop, record, { seenOnHand: onHand, onHand: onHand + 1 });
  const first = await listMovements(shop, { variantId: record, limit: 4 });
  const rest = await listMovements(shop, {
    variantId: record,
    limit: 4,
    cursor: first.nextCursor ?? undefined,
  });
  expect([first.movements.length, rest.movements.length, rest.nextCursor]).toEqual([4, 2, null]);
  await expect(getStock(shop, { variantId: randomUUID() })).rejects.toMatchObject({
    code: "VARIANT_NOT_FOUND",
  });
});

test("afterwards the ledger audit finds no violation of its own tables", async ({ shop }) => {
  expect((await auditLedger(shop)).violations).toEqual([]);
});
