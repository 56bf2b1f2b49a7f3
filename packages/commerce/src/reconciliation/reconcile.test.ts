import { buy, openTestShop, payAtStripe, readyToPay, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { reconcile } from "./reconcile.ts";

const dayMs = 24 * 60 * 60_000;

test("reconciliation finds a payment that all other tracks have missed", async () => {
  await using shop = await openTestShop();
  const { id, paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ payments: 1, settled: 1 });
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({ state: "confirmed" });
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ payments: 1, settled: 0 });
});

test("reconciliation fetches the events that Stripe could not deliver, once", async () => {
  await using shop = await openTestShop();
  await shop.stripe.webhookEndpoints.create({
    url: "http://127.0.0.1:9/webhooks/stripe",
    enabled_events: ["*"],
  });
  const { paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect((await reconcile(shop, { windowMs: dayMs })).events).toBeGreaterThan(0);
  await reconcile(shop, { windowMs: dayMs });
  await runJobs(shop);
  const events = await shop.db.webhookEvent.findMany({
    where: { objectId: paymentIntentId, type: "payment_intent.succeeded" },
  });
  expect(events).toMatchObject([{ state: "processed", attempts: 1 }]);
});

test("a payment of another program, with any metadata, is ignored", async () => {
  await using shop = await openTestShop();
  const foreign = {
    amount: 900,
    currency: "eur",
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  } as const;
  await shop.stripe.paymentIntents.create({
    ...foreign,
    payment_method: "pm_card_visa",
    confirm: true,
    metadata: { dualtrack_checkout: "cart_1" },
  });
  const { id, paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ settled: 1, failed: 0 });
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({ state: "confirmed" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("reconciliation records a refund made at Stripe without an event", async () => {
  await using shop = await openTestShop();
  const { orderId, paymentIntentId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await runJobs(shop);
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId });
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ settled: 1 });
  expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({
    paymentState: "refunded",
  });
});

test("it looks back to the last complete pass, however long ago, as in a restored database", async () => {
  await using shop = await openTestShop();
  await reconcile(shop, { windowMs: dayMs });
  const { id, paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(10 * dayMs);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ payments: 1, settled: 1 });
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({ state: "confirmed" });
  shop.clock.advance(10 * dayMs);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ payments: 0 });
});

test("after a failure the next pass looks back as far again; an interrupted pass is resumed", async () => {
  await using shop = await openTestShop();
  shop.log.expectErrors(/reconciliation could not settle|a discrepancy could not be repaired/);
  const record = await stockedVariant(shop, { onHand: 9 });
  await reconcile(shop, { windowMs: dayMs });
  const paid = [];
  for (let n = 0; n < 3; n += 1) {
    const checkout = await readyToPay(shop, { [record]: 1 });
    await payAtStripe(shop, checkout.paymentIntentId);
    paid.push(checkout);
  }
  const newest = paid.at(-1)?.paymentIntentId ?? "";
  const oldest = paid.at(0)?.paymentIntentId ?? "";
  // A process was killed after it had compared the newest.
  const now = shop.clock.now();
  await shop.db.reconciliationRun.updateMany({
    where: { state: "complete" },
    data: { state: "running", finishedAt: null, since: new Date(now.getTime() - dayMs), cursor: newest },
  });
  await shop.outside.fault({
    ...{ kind: "api", action: "error", when: "before", method: "GET", status: 400 },
    path: `/v1/payment_intents/${oldest}`,
  });
  shop.clock.advance(10 * dayMs);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({
    payments: 2 + 3,
    settled: 2,
    failed: 2,
  });
  await shop.outside.noFaults();
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ payments: 3, settled: 1, failed: 0 });
});
