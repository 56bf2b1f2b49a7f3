import { randomUUID } from "node:crypto";
import { type AlertKind, alertKinds } from "@dualtrack/contract";
import { openWorkerLease, type WorkerLease } from "@dualtrack/db";
import {
  buy,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { sums } from "../discrepancies/finding.ts";
import { recordFinding, resolveDiscrepancy } from "../discrepancies/record-finding.ts";
import { runLedgerAudit } from "../ledger-audit/run-audit.ts";
import { sendMessage } from "../messages/send-message.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { verifyEvent } from "../webhooks/verify-event.ts";
import { checkAlerts } from "./check-alerts.ts";

const minute = 60_000;

/** How a kind of fault comes about, and how it goes away. */
interface Fault {
  make(shop: TestShop, goods: string): Promise<unknown>;
  end(shop: TestShop, goods: string): Promise<unknown>;
}

async function openPayments(shop: TestShop, goods: string, count: number): Promise<string[]> {
  const ids = [];
  for (let index = 0; index < count; index += 1) ids.push((await readyToPay(shop, { [goods]: 1 })).id);
  return ids;
}

async function disputed(shop: TestShop, goods: string): Promise<string> {
  const { paymentIntentId } = await buy(shop, { [goods]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  await shop.outside.dispute(chargeId ?? "");
  await syncPayment(shop, { paymentIntentId, track: "sync", thorough: true });
  return paymentIntentId;
}

async function answered(shop: TestShop): Promise<void> {
  const open = await shop.db.dispute.findMany({ where: { status: "needs_response" } });
  for (const { id, paymentIntentId } of open) {
    await shop.stripe.disputes.close(id);
    await syncPayment(shop, { paymentIntentId, track: "sync", thorough: true });
  }
}

const faults: Record<AlertKind, Fault> = {
  sync_failing: {
    async make(shop, goods) {
      const ids = await openPayments(shop, goods, 3);
      await shop.db.checkout.updateMany({
        where: { id: { in: ids } },
        data: { lastSyncError: "server_error" },
      });
    },
    end: (shop) => shop.db.checkout.updateMany({ data: { lastSyncError: null } }),
  },
  manual_sync: {
    async make(shop, goods) {
      await buy(shop, { [goods]: 1 });
      shop.clock.advance(3 * minute);
    },
    end: runJobs,
  },
  webhooks_late: {
    async make(shop, goods) {
      await buy(shop, { [goods]: 1 });
      await runJobs(shop);
      const { data } = await shop.stripe.events.list({ type: "payment_intent.succeeded", limit: 1 });
      const [event] = data;
      if (event === undefined) throw new Error("there is no event");
      shop.clock.advance(11 * minute);
      await receiveEvent(shop, event);
    },
    async end(shop) {
      await runJobs(shop);
      shop.clock.advance(61 * minute);
    },
  },
  webhooks_silent: {
    async make(shop, goods) {
      for (let index = 0; index < 3; index += 1) await buy(shop, { [goods]: 1 });
      await runJobs(shop);
      shop.clock.advance(6 * minute);
    },
    async end(shop) {
      for await (const event of shop.stripe.events.list({ type: "payment_intent.succeeded" }))
        await receiveEvent(shop, event);
      await runJobs(shop);
    },
  },
  calls_rejected: {
    async make(shop) {
      const call = { body: Buffer.from("{}"), remoteIp: null, userAgent: null, signature: "t=1,v1=00" };
      for (let index = 0; index < 10; index += 1) await verifyEvent(shop, call, ["whsec_1"]);
    },
    end: async (shop) => shop.clock.advance(61 * minute),
  },
  dead_jobs: {
    make: (shop) =>
      shop.db.webhookEvent.updateMany({ where: { state: "processed" }, data: { state: "dead" } }),
    end: (shop) =>
      shop.db.webhookEvent.updateMany({ where: { state: "dead" }, data: { state: "processed" } }),
  },
  cleanup_failing: {
    async make(shop, goods) {
      await openPayments(shop, goods, 1);
      shop.clock.advance(60 * minute);
    },
    end: async (shop) => {
      await expireCheckouts(shop);
      await runJobs(shop);
    },
  },
  reservations_unusual: {
    make: (shop) =>
      // Rows alone: nothing else of a checkout is counted.
      withoutRules(
        shop,
        `insert into checkout (id, owner_hash, currency, base_currency, expires_at, next_sync_at, created_at, state, ended_at)
        select gen_random_uuid(), 'crowd-' || n, 'eur', 'eur', at, at, at, 'cancelled', at
        from generate_series(1, 100) n, (select '${shop.clock.now().toISOString()}'::timestamptz as at) t`,
      ),
    end: async (shop) => shop.clock.advance(61 * minute),
  },
  stock_low: {
    async make(shop) {
      const variantId = await stockedVariant(shop, { onHand: 1 });
      await shop.db.stockLevel.update({ where: { variantId }, data: { lowStockThreshold: 1 } });
    },
    end: (shop) => shop.db.stockLevel.updateMany({ data: { lowStockThreshold: 0 } }),
  },
  stock_wrong: {
    async make(shop, variantId) {
      await withoutRules(
        shop,
        `update stock_level set on_hand = on_hand + 1 where variant_id = '${variantId}'`,
      );
      shop.log.expectErrors(/the ledger audit found faults/);
      expect((await runLedgerAudit(shop)).violations).toBe(1);
    },
    async end(shop, variantId) {
      await withoutRules(
        shop,
        `update stock_level set on_hand = on_hand - 1 where variant_id = '${variantId}'`,
      );
      await runLedgerAudit(shop);
    },
  },
  worker_silent: {
    async make() {},
    async end(shop) {
      const lease = await openWorkerLease(shop.databaseUrl, (error) => {
        throw error;
      });
      await lease.hold("a worker");
      return lease;
    },
  },
  stripe_silent: {
    async make(shop) {
      await shop.outside.fault({ kind: "api", action: "error", status: 503, path: "/v1" });
      await expect(shop.stripe.events.list()).rejects.toThrow();
      shop.clock.advance(2 * minute);
    },
    async end(shop) {
      await shop.outside.noFaults();
      await shop.stripe.events.list();
    },
  },
  nobody_pays: {
    async make(shop, goods) {
      const ids = await openPayments(shop, goods, 5);
      const failedAt = shop.clock.now();
      await shop.db.paymentFailure.createMany({
        data: ids.map((checkoutId) => ({
          ...{ id: `ch_${randomUUID()}`, paymentIntentId: `pi_${randomUUID()}`, checkoutId, failedAt },
          ...{ amount: 100, currency: "eur", code: "card_declined" },
        })),
      });
      shop.clock.advance(3 * minute);
    },
    async end(shop, goods) {
      await buy(shop, { [goods]: 1 });
      await runJobs(shop);
    },
  },
  mails_waiting: {
    async make(shop) {
      const words = { subject: "Words", text: "Words", html: "Words", recipient: "reader@example.com" };
      await shop.db.mail.create({
        data: { kind: "staff_alert", key: "late", createdAt: shop.clock.now(), ...words },
      });
      shop.clock.advance(11 * minute);
    },
    end: (shop) =>
      shop.db.mail.updateMany({
        where: { state: "queued" },
        data: { state: "sent", sentAt: shop.clock.now() },
      }),
  },
  dispute_open: { make: disputed, end: answered },
  dispute_due: {
    async make(shop, goods) {
      await disputed(shop, goods);
      const { dueBy } = await shop.db.dispute.findFirstOrThrow({ where: { status: "needs_response" } });
      shop.clock.advance((dueBy?.getTime() ?? 0) - shop.clock.now().getTime() - 60 * minute);
    },
    end: answered,
  },
  refund_failed: {
    async make(shop, goods) {
      const { paymentIntentId } = await buy(shop, { [goods]: 1 });
      await runJobs(shop);
      await shop.db.refund.create({
        data: {
          ...{ paymentIntentId, amount: 100, currency: "eur", reason: "other", state: "failed" },
          failureReason: "lost_or_stolen_card",
        },
      });
    },
    end: (shop) => withoutRules(shop, "delete from refund where state = 'failed'"),
  },
  payment_unknown: {
    make: (shop) =>
      shop.db.unknownPayment.create({
        data: {
          ...{ paymentIntentId: "pi_unknown", checkoutId: randomUUID(), amount: 100, currency: "eur" },
          ...{ paidAt: shop.clock.now(), firstSeenAt: shop.clock.now(), problem: "incomplete" },
          ...{ status: "succeeded", state: "open" },
        },
      }),
    end: (shop) => shop.db.unknownPayment.updateMany({ data: { state: "ignored" } }),
  },
  discrepancy_open: {
    async make(shop) {
      const { checkoutId, paymentIntentId, currency } = await shop.db.payment.findFirstOrThrow();
      await recordFinding(shop, {
        ...{ kind: "amount_differs", subject: paymentIntentId, paymentIntentId, checkoutId },
        ...{ orderNumber: null, refundId: null, units: null, money: sums(1, 2, currency) },
      });
    },
    async end(shop) {
      const { id } = await shop.db.discrepancy.findFirstOrThrow();
      await resolveDiscrepancy(shop, { id, state: "vanished", by: null });
    },
  },
  payout_failed: {
    async make(shop) {
      const now = shop.clock.now();
      await shop.db.payout.create({
        data: {
          ...{ id: "po_failed", state: "failed", amount: 9_900, currency: "eur", isAutomatic: true },
          ...{ createdAt: now, arrivesAt: now, observedAt: now, failureCode: "account_closed" },
        },
      });
    },
    end: (shop) =>
      shop.db.payout.create({
        data: {
          ...{ id: "po_paid", state: "paid", amount: 9_900, currency: "eur", isAutomatic: true },
          createdAt: new Date(shop.clock.now().getTime() + minute),
          ...{ arrivesAt: shop.clock.now(), observedAt: shop.clock.now() },
        },
      }),
  },
  orders_missing: {
    async make(shop) {
      for (const email of ["ann@example.com", "bob@example.com", "cat@example.com"])
        await sendMessage(shop, {
          ...{ requestId: randomUUID(), reason: "order_not_found", email, text: "Where is it?" },
          ...{ orderText: "", homepage: "" },
        });
    },
    async end(shop) {
      shop.clock.advance(61 * minute);
    },
  },
  ledger_wrong: {
    async make(shop) {
      // A payment of this shop that no row here knows of.
      const { id } = await shop.db.shopIdentity.findFirstOrThrow();
      const intent = await shop.stripe.paymentIntents.create({
        ...{ amount: 500, currency: "eur" },
        metadata: { dualtrack_checkout: randomUUID(), dualtrack_shop: id },
      });
      await payAtStripe(shop, intent.id);
      shop.clock.advance(20 * minute);
      shop.log.expectErrors(/the ledger audit found faults/);
      expect((await runLedgerAudit(shop)).violations).toBe(1);
      return intent.id;
    },
    async end(shop) {
      const { data } = await shop.stripe.paymentIntents.list({ limit: 1 });
      await shop.stripe.refunds.create({ payment_intent: data[0]?.id ?? "" });
      expect((await runLedgerAudit(shop)).violations).toBe(0);
    },
  },
};

async function withoutRules(shop: TestShop, sql: string): Promise<void> {
  await shop.db.$transaction([
    shop.db.$executeRawUnsafe("set local session_replication_role = replica"),
    shop.db.$executeRawUnsafe(sql),
  ]);
}

const openKinds = async (shop: TestShop) =>
  new Set((await shop.db.alert.findMany({ where: { clearedAt: null } })).map(({ kind }) => kind));

test.for(alertKinds)(
  "the alert %s is opened when its cause is there, and cleared when it is gone",
  async (kind, { shop }) => {
    const goods = await stockedVariant(shop, { onHand: 50 });
    await buy(shop, { [goods]: 1 });
    await runJobs(shop);
    for await (const event of shop.stripe.events.list({ type: "payment_intent.succeeded" }))
      await receiveEvent(shop, event);
    await expireCheckouts(shop);
    await runJobs(shop);
    await checkAlerts(shop);
    // No worker runs in these tests.
    if (kind !== "worker_silent") expect(await openKinds(shop)).not.toContain(kind);
    await faults[kind].make(shop, goods);
    await checkAlerts(shop);
    expect(await openKinds(shop)).toContain(kind);
    const ended = await faults[kind].end(shop, goods);
    await checkAlerts(shop);
    expect(await openKinds(shop)).not.toContain(kind);
    if (kind === "worker_silent") await (ended as WorkerLease).close();
  },
);
