import { randomUUID } from "node:crypto";
import {
  clientIp,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import type Stripe from "stripe";
import { expect } from "vitest";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { reconcile } from "../reconciliation/reconcile.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { declineAttention } from "./decline-attention.ts";
import { exportDeclines } from "./export-declines.ts";
import { getDeclineFigures } from "./get-decline-figures.ts";
import { listDeclinedPayments } from "./list-declined-payments.ts";

const declined = "pm_card_chargeDeclined";
const insufficientFunds = "pm_card_chargeDeclinedInsufficientFunds";

async function tryAndFail(shop: TestShop, paymentIntentId: string, card: string) {
  await payAtStripe(shop, paymentIntentId, card).catch(() => {});
}

async function atCheckout(shop: TestShop) {
  return readyToPay(shop, { [await stockedVariant(shop, { onHand: 5 })]: 1 });
}

function failuresOf(shop: TestShop, paymentIntentId: string) {
  return shop.db.paymentFailure.findMany({ where: { paymentIntentId }, orderBy: { failedAt: "asc" } });
}

/** Stripe's event about it, as the webhook brings it. */
async function failedEvents(shop: TestShop, paymentIntentId: string): Promise<Stripe.Event[]> {
  const { data } = await shop.stripe.events.list({ type: "payment_intent.payment_failed", limit: 100 });
  return data.filter(({ data: { object } }) => "id" in object && object.id === paymentIntentId);
}

/** How often Stripe is asked for charges while something is done. */
async function chargeLists(shop: TestShop, run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const listen = ({ path }: Stripe.RequestEvent) => {
    if (path.startsWith("/v1/charges")) count += 1;
  };
  shop.stripe.on("request", listen);
  try {
    await run();
  } finally {
    shop.stripe.off("request", listen);
  }
  return count;
}

test("two cards declined between two syncs: both are recorded once, with customer, method and address", async ({
  shop,
}) => {
  const { paymentIntentId, total } = await atCheckout(shop);
  await tryAndFail(shop, paymentIntentId, declined);
  await tryAndFail(shop, paymentIntentId, insufficientFunds);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const failures = await failuresOf(shop, paymentIntentId);
  const common = {
    amount: total.amount,
    currency: "eur",
    code: "card_declined",
    methodLabel: "Visa",
    clientIp,
  };
  expect(failures.map(({ declineCode }) => declineCode).sort()).toEqual([
    "generic_decline",
    "insufficient_funds",
  ]);
  for (const failure of failures)
    expect(failure).toMatchObject({ ...common, methodCountry: "US", email: "customer@example.com" });
  expect(failures.every(({ id }) => id.startsWith("ch_"))).toBe(true);

  for (const event of await failedEvents(shop, paymentIntentId)) await receiveEvent(shop, event);
  await runJobs(shop);
  expect(await chargeLists(shop, () => syncPayment(shop, { paymentIntentId, track: "sync" }))).toBe(0);
  expect(await failuresOf(shop, paymentIntentId)).toEqual(failures);
});

test("a payment without declined attempts needs no call for its charges", async ({ shop }) => {
  const { paymentIntentId } = await atCheckout(shop);
  await payAtStripe(shop, paymentIntentId);
  expect(await chargeLists(shop, () => syncPayment(shop, { paymentIntentId, track: "webhook" }))).toBe(0);
  expect(await failuresOf(shop, paymentIntentId)).toEqual([]);
});

test("a failed authentication has no charge, and is recorded though the next card has paid", async ({
  shop,
}) => {
  const { paymentIntentId } = await atCheckout(shop);
  await payAtStripe(shop, paymentIntentId, "pm_card_threeDSecure2Required");
  await shop.outside.challenge(paymentIntentId, "refuse");
  await tryAndFail(shop, paymentIntentId, declined);
  await payAtStripe(shop, paymentIntentId);
  for (const event of await failedEvents(shop, paymentIntentId)) await receiveEvent(shop, event);
  await runJobs(shop);
  const failures = await failuresOf(shop, paymentIntentId);
  expect(failures.map(({ code }) => code).sort()).toEqual([
    "card_declined",
    "payment_intent_authentication_failure",
  ]);
  const refused = failures.find(({ code }) => code === "payment_intent_authentication_failure");
  expect(refused?.id).toMatch(new RegExp(`^${paymentIntentId}:pm_`));
  expect(refused).toMatchObject({ methodLast4: "3220", email: "customer@example.com" });
  const { declines } = await listDeclinedPayments(shop, { period: "24h", q: paymentIntentId, limit: 10 });
  expect(declines.map(({ order }) => order?.state)).toEqual(["confirmed", "confirmed"]);
  const view = await getOrderForStaff(shop, { number: declines[0]?.order?.number ?? "" });
  expect(view.declines.map(({ id }) => id)).toEqual(declines.map(({ id }) => id));
});

test("reconciliation finds declined attempts whose events were lost", async ({ shop }) => {
  const { paymentIntentId } = await atCheckout(shop);
  await tryAndFail(shop, paymentIntentId, declined);
  const { paymentIntentId: paidLater } = await atCheckout(shop);
  await tryAndFail(shop, paidLater, insufficientFunds);
  await payAtStripe(shop, paidLater);
  await reconcile(shop, { windowMs: 60 * 60_000 });
  expect(await failuresOf(shop, paymentIntentId)).toHaveLength(1);
  expect(await failuresOf(shop, paidLater)).toMatchObject([{ declineCode: "insufficient_funds" }]);
  expect(await chargeLists(shop, () => reconcile(shop, { windowMs: 60 * 60_000 }))).toBe(0);
});

test("while Stripe does not list the charges nothing is recorded, and the next sync records all", async ({
  shop,
}) => {
  const { paymentIntentId } = await atCheckout(shop);
  await tryAndFail(shop, paymentIntentId, declined);
  await tryAndFail(shop, paymentIntentId, insufficientFunds);
  const sync = () => syncPayment(shop, { paymentIntentId, track: "sync" });
  await shop.outside.fault({ kind: "api", action: "error", path: "/v1/charges" });
  await expect(sync()).rejects.toThrow();
  expect(await failuresOf(shop, paymentIntentId)).toEqual([]);
  await shop.outside.noFaults();
  await sync();
  expect(await failuresOf(shop, paymentIntentId)).toHaveLength(2);
});

test("the row of a declined attempt can't be changed or deleted", async ({ shop }) => {
  await expect(shop.db.paymentFailure.updateMany({ data: { code: "x" } })).rejects.toThrow();
  await expect(shop.db.paymentFailure.deleteMany()).rejects.toThrow();
});

interface Attempt {
  minutesAgo: number;
  ip?: string;
  card?: string;
  email?: string;
  name?: string;
  declineCode?: string;
}

/** Records declined attempts of a checkout, as Stripe would have reported them. */
async function note(
  where: TestShop,
  { id, paymentIntentId }: { id: string; paymentIntentId: string },
  tries: Attempt[],
): Promise<void> {
  await where.db.paymentFailure.createMany({
    data: tries.map(({ minutesAgo, ip = "198.51.100.1", card = "card_a", email, name, declineCode }) => ({
      id: `ch_${randomUUID().replaceAll("-", "")}`,
      paymentIntentId,
      checkoutId: id,
      amount: 2_500,
      currency: "eur",
      code: "card_declined",
      declineCode: declineCode ?? "generic_decline",
      methodType: "card",
      methodLabel: "Visa",
      methodLast4: "0002",
      fingerprint: card,
      clientIp: ip,
      email: email ?? "stranger@example.com",
      name: name ?? null,
      failedAt: new Date(where.clock.now().getTime() - minutesAgo * 60_000),
    })),
  });
}

test("figures, filters, pages and the burst of one client with many cards", async () => {
  await using own = await openTestShop();
  const record = await stockedVariant(own, { onHand: 50 });
  const unpaid = await readyToPay(own, { [record]: 1 });
  const paid = await readyToPay(own, { [record]: 1 });
  const easy = await readyToPay(own, { [record]: 1 });
  for (const { paymentIntentId } of [paid, easy]) {
    await payAtStripe(own, paymentIntentId);
    await syncPayment(own, { paymentIntentId, track: "webhook" });
  }
  // Nine within an hour, and the tenth a minute too late: no burst yet.
  const otherCustomers = Array.from({ length: 9 }, (_, index) => ({
    minutesAgo: 60.5 + index,
    card: `card_${index}`,
  }));
  await note(own, unpaid, [...otherCustomers, { minutesAgo: 7, card: "card_0", declineCode: "stolen_card" }]);
  const jane = { email: "Jane@Example.com", name: "Jane Møller" };
  await note(own, paid, [{ minutesAgo: 30, ip: "203.0.113.9", card: "own", ...jane }]);
  await note(own, paid, [{ minutesAgo: 3 * 24 * 60, ip: "203.0.113.9", card: "own" }]);
  expect(await declineAttention(own, { examples: 3 })).toMatchObject({ count: 0, since: null });

  const figures = await getDeclineFigures(own, { period: "24h" });
  expect(figures).toMatchObject({
    failures: 11,
    successes: 2,
    attempts: 13,
    payments: 3,
    failedPayments: 2,
    unpaidPayments: 1,
    unpaidAmounts: [{ currency: "eur", amount: 2_500 }],
    failedRate: 2 / 3,
    unpaidRate: 1 / 3,
  });
  expect(figures.reasons).toEqual([
    { reason: "generic_decline", tries: 10, payments: 2 },
    { reason: "stolen_card", tries: 1, payments: 1 },
  ]);
  expect(figures.addresses).toMatchObject([
    { value: "198.51.100.1", tries: 10, cards: 9, orders: 0, isBurst: false, busiestHour: { tries: 9 } },
    { value: "203.0.113.9", tries: 1, orders: 1 },
  ]);
  expect((await getDeclineFigures(own, { period: "7d" })).failures).toBe(12);

  await note(own, unpaid, [{ minutesAgo: 10, card: "card_9" }]);
  expect(await declineAttention(own, { examples: 3 })).toMatchObject({
    count: 1,
    examples: [{ kind: "address", value: "198.51.100.1", tries: 10, cards: 10, orders: 0 }],
  });

  const count = async (filter: object) =>
    (await listDeclinedPayments(own, { period: "24h", limit: 100, ...filter })).declines.length;
  expect(await count({ reason: "stolen_card" })).toBe(1);
  expect(await count({ address: "203.0.113.9" })).toBe(1);
  expect(await count({ fingerprint: "card_0" })).toBe(2);
  expect(await count({ email: "jane@example.com" })).toBe(1);
  expect(await count({ q: "JANE@" })).toBe(1);
  expect(await count({ q: "%" })).toBe(0);
  for (const q of ["moller jane", "Moeller, Jane", "MØLLER jane@"]) expect(await count({ q }), q).toBe(1);
  expect(await count({ q: "jane nobody" })).toBe(0);
  expect(await count({ q: unpaid.paymentIntentId.slice(0, -2) })).toBe(
    await count({ checkoutId: unpaid.id }),
  );
  expect(await count({ q: "pi%" })).toBe(0);
  const bought = await own.db.order.findUniqueOrThrow({ where: { checkoutId: paid.id } });
  for (const q of [
    `#${bought.number}`,
    `dt ${bought.number}`,
    `DT-${bought.number},`,
    `order ${bought.number}`,
  ])
    expect(await count({ q }), q).toBe(await count({ checkoutId: bought.checkoutId }));
  for (const q of ["0002", "•••• 0002"]) expect(await count({ q, address: "203.0.113.9" })).toBe(1);

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeclinedPayments(own, { period: "24h", limit: 5, cursor });
    seen.push(...page.declines.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(12);
  expect(seen).toHaveLength(12);
  for (const unreadable of ["", "nonsense", "1", "1.a b", `${"9".repeat(16)}.x`])
    await expect(
      listDeclinedPayments(own, { period: "24h", limit: 5, cursor: unreadable }),
      unreadable,
    ).rejects.toMatchObject({ code: "CURSOR_INVALID" });

  const by = { name: "Clerk", email: "clerk@example.com", role: "owner" as const, ip: null };
  let csv = "";
  for await (const piece of await exportDeclines(own, { period: "24h", reason: "stolen_card", by }))
    csv += piece;
  expect(csv.trim().split("\r\n")).toHaveLength(2);
  expect(csv).toContain("stranger@example.com,EUR,25.00,2500,stolen_card");
  expect(await own.db.auditEntry.findFirst({ where: { action: "declines.export" } })).toMatchObject({
    staffEmail: "clerk@example.com",
    after: { declines: 1, filter: { period: "24h", reason: "stolen_card" } },
  });

  own.clock.advance(25 * 60 * 60_000);
  expect((await declineAttention(own, { examples: 3 })).count).toBe(0);
});
