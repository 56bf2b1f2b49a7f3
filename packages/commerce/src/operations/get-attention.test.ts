import { openWorkerLease } from "@dualtrack/db";
import { buy, openTestShop, readyToPay, runJobs, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { listOrders } from "../order-views/list-orders.ts";
import { syncOrders } from "../sync/sync-orders.ts";
import { getAttention } from "./get-attention.ts";

const minute = 60_000;

/** The numbers in the list of orders that the home page's links lead to. */
async function listed(shop: TestShop): Promise<string[]> {
  const { orders } = await listOrders(shop, { attention: true, sort: "newest", limit: 50 });
  return orders.map(({ number }) => number);
}

/** A shop with one confirmed order. */
async function openShopWithOrder() {
  const shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 50 });
  const bought = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const number = `DT-${(await shop.db.order.findFirstOrThrow()).number}`;
  return { ...shop, shop, record, bought, number };
}

test("a shop without problems needs no attention", async () => {
  await using world = await openShopWithOrder();
  const lease = await openWorkerLease(world.databaseUrl, () => {});
  const attention = await getAttention(world.shop);
  await lease.close();
  const { workerIsMissing, ...kinds } = attention;
  expect(workerIsMissing).toBe(false);
  expect(Object.values(kinds).map(({ count }) => count)).toEqual(Object.keys(kinds).map(() => 0));
});

test("a missing worker is reported", async () => {
  await using shop = await openTestShop();
  expect((await getAttention(shop)).workerIsMissing).toBe(true);
});

test("an order that stays provisional for more than two minutes is reported until it is confirmed", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 50 });
  await buy(shop, { [record]: 1 });
  expect((await getAttention(shop)).stuckOrders.count).toBe(0);
  shop.clock.advance(2 * minute + 1_000);
  const [number = ""] = await listed(shop);
  const { stuckOrders } = await getAttention(shop);
  expect(stuckOrders).toMatchObject({ count: 1, examples: [{ number }] });
  expect(Date.parse(stuckOrders.since ?? "")).toBeLessThan(shop.clock.now().getTime() - 2 * minute);
  await runJobs(shop);
  expect((await getAttention(shop)).stuckOrders.count).toBe(0);
  expect(await listed(shop)).toEqual([]);
});

test("a payment whose sync failed is reported until Stripe answers", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 50 });
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  await syncOrders(shop, { dueOnly: false });
  expect((await getAttention(shop)).failedSyncs).toMatchObject({
    count: 1,
    examples: [{ stripeId: paymentIntentId }],
  });
  await shop.outside.noFaults();
  await syncOrders(shop, { dueOnly: false });
  expect((await getAttention(shop)).failedSyncs.count).toBe(0);
  shop.log.expectErrors(/a payment could not be synced/);
});

test("an old sync error of a payment that another track has settled is not reported", async () => {
  await using world = await openShopWithOrder();
  await world.shop.db.checkout.updateMany({ data: { lastSyncError: "once, long ago" } });
  expect((await getAttention(world.shop)).failedSyncs.count).toBe(0);
});

test("a failed refund is reported on Home and in the list until it is retried", async () => {
  await using world = await openShopWithOrder();
  const { shop, bought, number } = world;
  const refund = {
    paymentIntentId: bought.paymentIntentId,
    amount: 700,
    currency: "eur",
    reason: "other",
  } as const;
  const decided = (minutes: number) => new Date(shop.clock.now().getTime() + minutes * minute);
  await shop.db.refund.create({ data: { ...refund, state: "succeeded", createdAt: decided(0) } });
  await shop.db.refund.create({ data: { ...refund, state: "failed", createdAt: decided(1) } });
  expect((await getAttention(shop)).failedRefunds).toMatchObject({
    count: 1,
    examples: [{ number, money: { amount: 700, currency: "eur" } }],
  });
  expect(await listed(shop)).toEqual([number]);
  await shop.db.refund.create({ data: { ...refund, state: "requested", createdAt: decided(2) } });
  expect((await getAttention(shop)).failedRefunds.count).toBe(0);
  expect(await listed(shop)).toEqual([]);
});

test("a dead event is reported until it is processed", async () => {
  await using shop = await openTestShop();
  const event = { type: "charge.refunded", payload: {}, createdAt: new Date(), receivedAt: new Date() };
  await shop.db.webhookEvent.create({ data: { ...event, id: "evt_1", state: "dead" } });
  await shop.db.webhookEvent.create({ data: { ...event, id: "evt_2", state: "processed" } });
  expect((await getAttention(shop)).failedEvents).toMatchObject({
    count: 1,
    examples: [{ id: "evt_1", type: "charge.refunded", isDead: true }],
  });
  await shop.db.webhookEvent.updateMany({ data: { state: "processed" } });
  expect((await getAttention(shop)).failedEvents.count).toBe(0);
});

test("a failed mail is reported until it is sent", async () => {
  await using world = await openShopWithOrder();
  await world.shop.db.mail.updateMany({ data: { state: "failed" } });
  expect((await getAttention(world.shop)).failedMails).toMatchObject({
    count: 1,
    examples: [{ number: world.number, recipient: "customer@example.com" }],
  });
  await world.shop.db.mail.updateMany({ data: { state: "queued" } });
  expect((await getAttention(world.shop)).failedMails.count).toBe(0);
});

test("low and sold-out stock is reported without reserved units, for published variants only", async () => {
  await using shop = await openTestShop();
  const variantId = await stockedVariant(shop, { onHand: 6 });
  expect((await getAttention(shop)).lowStock.count).toBe(0);
  await readyToPay(shop, { [variantId]: 1 });
  expect((await getAttention(shop)).lowStock).toMatchObject({ count: 1, examples: [{ free: 5 }] });
  await readyToPay(shop, { [variantId]: 5 });
  expect(await getAttention(shop)).toMatchObject({ lowStock: { count: 0 }, soldOut: { count: 1 } });
  await shop.db.variant.update({ where: { id: variantId }, data: { archivedAt: new Date() } });
  expect((await getAttention(shop)).soldOut.count).toBe(0);
  await shop.db.variant.update({ where: { id: variantId }, data: { archivedAt: null } });
  await shop.db.product.updateMany({ data: { published: false } });
  expect((await getAttention(shop)).soldOut.count).toBe(0);
});

test("a discount that holds now is reported when a tenth of its uses is left, and when it is used up", async () => {
  await using shop = await openTestShop();
  const createdAt = shop.clock.now();
  const terms = { kind: "percent", percentBps: 1_000, isAutomatic: true, maxUses: 10, createdAt } as const;
  const { id } = await shop.db.discount.create({ data: { ...terms, name: "Friends" } });
  for (const changes of [
    { pausedAt: createdAt },
    { endsAt: createdAt },
    { startsAt: new Date(createdAt.getTime() + minute) },
    { uses: 8 },
    { maxUses: null, uses: 0 },
  ])
    await shop.db.discount.create({ data: { ...terms, name: "Another", uses: 9, ...changes } });
  const told = async () => {
    const { scarceDiscounts, usedUpDiscounts } = await getAttention(shop);
    return [scarceDiscounts, usedUpDiscounts];
  };
  const none = { count: 0, examples: [] };
  const one = (left: number) => ({ count: 1, examples: [{ id, name: "Friends", left }] });
  expect(await told()).toEqual([none, none]);
  await shop.db.discount.update({ where: { id }, data: { uses: 9 } });
  expect(await told()).toEqual([one(1), none]);
  await shop.db.discount.update({ where: { id }, data: { uses: 10 } });
  expect(await told()).toEqual([none, one(0)]);
  await shop.db.discount.update({ where: { id }, data: { maxUses: 100 } });
  expect(await told()).toEqual([none, none]);
});

test("many rejected webhook calls in a day are reported, a few are not", async () => {
  await using shop = await openTestShop();
  const refuse = (count: number) =>
    shop.db.webhookRejection.createMany({
      data: Array.from({ length: count }, () => ({
        reason: "wrong_signature",
        bodyStart: "",
        receivedAt: shop.clock.now(),
      })),
    });
  await refuse(9);
  expect((await getAttention(shop)).rejectedCalls.count).toBe(0);
  await refuse(1);
  expect((await getAttention(shop)).rejectedCalls).toMatchObject({
    count: 10,
    reason: { code: "wrong_signature" },
  });
  shop.clock.advance(24 * 60 * minute + 1);
  expect((await getAttention(shop)).rejectedCalls.count).toBe(0);
});
