import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  auditLedger,
  cancelPart,
  captureOrder,
  expireCheckouts,
  getPaymentTimeline,
  limitCheckouts,
  listSwitches,
  syncOrders,
  watchAuthorizations,
} from "@dualtrack/commerce";
import { formatOrderNumber, switchNames } from "@dualtrack/contract";
import { freePort } from "@dualtrack/db";
import {
  aResource,
  aService,
  owner as by,
  contact,
  digitalVariant,
  openTestShop,
  payAtStripe,
  setPaymentPage,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  turn,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { ensureOwner } from "./database/owner.ts";
import { openBrowser } from "./testing/open-browser.ts";
import { eventually } from "./testing/open-test-server.ts";
import { paymentOf } from "./testing/payment-of.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** A repeatable stream of numbers from 0 to 1 (a linear congruential generator: good enough to pick moments). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("the server is killed again and again, and staff flip switches, while customers pay for mixed carts and pre-orders, here or on Stripe's page, and Stripe fails: no payment is lost, nothing is oversold, each cart is had whole or not at all, and of a pre-order only what is left is charged", {
  timeout: 240_000,
}, async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  const random = randomFrom(seed);
  await using shop = await openTestShop();
  const port = await freePort();
  const endpoint = await shop.stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    enabled_events: ["*"],
  });
  // Twelve of each: records, copies of a file, and places in one lesson.
  const record = await stockedVariant(shop, { onHand: 12 });
  const file = await digitalVariant(shop, { copies: 12 });
  const lesson = await aService(shop, { resourceIds: [await aResource(shop)], capacity: 12 });
  const hourMs = 60 * 60_000;
  const startsAt = new Date((Math.ceil(shop.clock.now().getTime() / hourMs) + 48) * hourMs).toISOString();
  // What is charged when it ships: staff cancel one of two, and charge the other, while the server dies.
  const preOrder = await stockedVariant(shop, { onHand: 12 });
  await shop.db.variant.update({
    where: { id: preOrder },
    data: { product: { update: { capturesOnShipment: true } } },
  });
  await shop.outside.seed(seed);
  for (const fault of [
    { kind: "webhook", action: "lose", rate: 0.4 },
    { kind: "webhook", action: "duplicate", rate: 0.3 },
    { kind: "api", action: "error", when: "before", rate: 0.1, status: 500 },
    { kind: "api", action: "cut", when: "after", rate: 0.1 },
  ] as const)
    await shop.outside.fault(fault);

  await ensureOwner(shop.db, { email: "owner@example.com", password: "a password of theirs", name: "Owner" });
  const server = new KillableServer(shop, port, endpoint.secret ?? "");
  await server.start();
  await setPaymentPage(shop, "choice");
  const paid: string[] = [];
  const preOrdered: string[] = [];
  const flips = flipSwitches(shop, randomFrom(seed + 1));
  const customers = Array.from({ length: 24 }, async (_, place) => {
    const isPreOrder = place % 6 === 0;
    const paymentPage = random() < 0.5 ? "shop" : "stripe";
    const browser = openBrowser(`http://127.0.0.1:${port}`);
    await pause(random() * 2_500);
    // A customer tries again a few times when the shop does not answer, and gives up at any point.
    const checkout = await persist(async () => {
      await browser.cart.get.query();
      const mixed = [{ variantId: record }, { variantId: file }, { variantId: lesson, startsAt }];
      if (isPreOrder) await browser.cart.setLine.mutate({ variantId: preOrder, quantity: 2 });
      else for (const item of mixed) await browser.cart.setLine.mutate({ ...item, quantity: 1 });
      const { id, quoteNumber } = await browser.checkout.start.mutate();
      const seen = { checkoutId: id, quoteNumber, contact, shippingAddress };
      return browser.checkout.prepare.mutate({ ...seen, paymentPage });
    });
    if (checkout === null) return;
    if (checkout.pageUrl !== null) {
      // Stripe's page, where the customer is sent back to the shop with its secret.
      const sessionId = /cs_test_\w+/.exec(checkout.pageUrl)?.[0] ?? "";
      const done = await persist(() => payOnPage(shop, sessionId));
      if (done === null) return;
      if (isPreOrder) {
        preOrdered.push(done.paymentIntentId);
        await chargeOneOfTwo(shop, done.paymentIntentId);
        return;
      }
      paid.push(done.paymentIntentId);
      if (random() < 0.5) return; // the browser dies here
      const { sessionSecret } = done;
      await persist(() => browser.orders.place.mutate({ sessionId, sessionSecret }));
      return;
    }
    const { paymentIntentId, clientSecret } = paymentOf(checkout);
    const intent = await persist(() =>
      payAtStripe(shop, paymentIntentId).catch(() => shop.stripe.paymentIntents.retrieve(paymentIntentId)),
    );
    if (intent?.status === "requires_capture") {
      preOrdered.push(paymentIntentId);
      await chargeOneOfTwo(shop, paymentIntentId);
      return;
    }
    if (intent?.status === "succeeded") paid.push(paymentIntentId);
    if (random() < 0.5) return; // the browser dies here
    await persist(() => browser.orders.place.mutate({ paymentIntentId, clientSecret }));
  });
  let isOver = false;
  const all = Promise.all(customers).finally(() => {
    isOver = true;
  });
  for (let kill = 1; kill <= 4; kill += 1) {
    // However slow the machine is, some customers get through between two kills.
    while (paid.length < 2 * kill && !isOver) await pause(10);
    await pause(random() * 300);
    await server.kill();
    expect(await torn(shop)).toEqual([]);
    await server.start();
  }
  await all;
  await server.kill();
  await shop.outside.noFaults();
  const flipped = await flips.stop();

  // What a shop does by itself as time goes on: its worker, its minute sync, its expiry.
  await server.start();
  await syncOrders(shop, { dueOnly: false });
  shop.clock.advance(3 * 60 * 60_000);
  await expireCheckouts(shop);
  const audit = await eventually(async () => {
    await syncOrders(shop, { dueOnly: false });
    // A job that died with its server is queued again.
    shop.clock.advance(11 * 60_000);
    await watchAuthorizations(shop);
    const uncharged = await shop.db.payment.count({ where: { status: "requires_capture" } });
    const state = await auditLedger(shop);
    return state.inFlight === 0 && uncharged === 0 && state;
  }, "every payment is settled, and every card charged");
  await server.kill();

  expect(audit.violations).toEqual([]);
  expect(await torn(shop)).toEqual([]);
  await expectTimelinesToAgree(shop);
  const orders = await shop.db.order.findMany({
    where: { state: "confirmed", checkout: { captureMethod: "automatic" } },
    select: { paymentIntentId: true },
  });
  const refunded = await shop.db.payment.findMany({
    where: { amountRefunded: { gt: 0 }, paymentIntentId: { notIn: preOrdered } },
    select: { paymentIntentId: true },
  });
  const settled = [...orders, ...refunded].map(({ paymentIntentId }) => paymentIntentId);
  expect(new Set(settled)).toEqual(new Set([...settled, ...paid]));
  for (const goods of [record, file])
    expect(await stockOf(shop, goods)).toEqual({ onHand: 12 - orders.length, reserved: 0 });
  expect(await shop.db.booking.count({ where: { state: "confirmed" } })).toBe(orders.length);
  for (const paymentIntentId of preOrdered) {
    const intent = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
    expect(intent).toMatchObject({ status: "succeeded", amount: 4_590, amount_received: 2_590 });
  }
  expect(preOrdered.length).toBeGreaterThan(0);
  expect(await stockOf(shop, preOrder)).toEqual({ onHand: 12 - preOrdered.length, reserved: 0 });
  const hosted = await shop.db.paymentSession.count({
    where: { kind: "checkout_session", paymentIntentId: { in: paid } },
  });
  console.info(
    `${paid.length} paid, ${hosted} of them on Stripe's page: ${orders.length} orders, ${refunded.length} refunds; ${flipped} flips of switches`,
  );
  expect(flipped).toBeGreaterThan(10);
  expect(paid.length).toBeGreaterThan(5);
  expect(hosted).toBeGreaterThan(0);
});

/** Each order's state and amounts follow from its payment timeline alone, whatever died while it was written. */
async function expectTimelinesToAgree(shop: TestShop): Promise<void> {
  const orders = await shop.db.order.findMany({ select: { number: true } });
  expect(orders.length).toBeGreaterThan(0);
  for (const { number } of orders) {
    const { check } = await getPaymentTimeline(shop, { number: formatOrderNumber(number), by });
    expect({ number, ...check }).toEqual({ number, differences: [], comparesAmounts: true });
  }
}

/** What staff switch while customers buy. Reservations have tests of their own (`reservations-off.test.ts`): here all is reserved or nothing. */
const flipped = switchNames.filter((name) => name !== "new_checkouts" && name !== "reservations");

/** Flips switches at random, and limits new checkouts now and then, until it is stopped: then all is on. Answers how many times it did. */
function flipSwitches(shop: TestShop, random: () => number): { stop(): Promise<number> } {
  let [isOver, flips] = [false, 0];
  const run = async () => {
    while (!isOver) {
      const name = flipped[Math.floor(random() * flipped.length)] ?? "discounts";
      await turn(shop, random() < 0.5 ? "off" : "on", name);
      if (random() < 0.3) await openCheckouts(shop, random() < 0.5 ? 50 : null);
      flips += 1;
      await pause(300 + random() * 600);
      // Off for one step at a time: that some customers pay there is counted.
      if (name === "hosted_checkout") await turn(shop, "on", name);
    }
    await turn(shop, "on", ...flipped);
    await openCheckouts(shop, null);
  };
  const running = run();
  return {
    async stop() {
      isOver = true;
      await running;
      return flips;
    },
  };
}

/** To all visitors, or a share in percent. */
async function openCheckouts(shop: TestShop, percent: number | null): Promise<void> {
  const version = (await listSwitches(shop)).find(({ name }) => name === "new_checkouts")?.version ?? 0;
  const audience = percent === null ? "everybody" : "share";
  await limitCheckouts(shop, { version, audience, percent, message: "", reason: "chaos", by });
}

/** Checkouts whose record, file and place in the lesson are not all reserved, sold or given back. */
function torn(shop: TestShop): Promise<{ id: string }[]> {
  return shop.db.$queryRaw`
    select c.id from checkout c
    left join reservation r on r.checkout_id = c.id
    left join booking b on b.checkout_id = c.id
    where c.capture_method = 'automatic'
    group by c.id
    having count(distinct r.variant_id) <> 2 or count(distinct b.id) <> 1 or count(distinct r.state) <> 1
      or bool_or(b.state::text <> case r.state when 'committed' then 'confirmed' else r.state::text end)`;
}

/** Staff cancel one of two pre-ordered units as soon as the order is there, and have the other charged. */
async function chargeOneOfTwo(shop: TestShop, paymentIntentId: string): Promise<void> {
  const order = await persist(async () => {
    await syncOrders(shop, { dueOnly: false });
    return shop.db.order.findFirstOrThrow({
      where: { paymentIntentId, paymentState: "authorized" },
      include: { lines: true },
    });
  });
  if (order === null) throw new Error(`The authorization ${paymentIntentId} has no order`);
  const lines = order.lines.map(({ id }) => ({ orderLineId: id, quantity: 1, restock: true }));
  const own = { orderId: order.id, by };
  await cancelPart(shop, { ...own, requestId: crypto.randomUUID(), lines, note: "" });
  await captureOrder(shop, own);
}

/** The real server process, on the test's database and sandbox. */
class KillableServer {
  readonly #shop: TestShop;
  readonly #port: number;
  readonly #webhookSecret: string;
  #child: ChildProcess | null = null;

  constructor(shop: TestShop, port: number, webhookSecret: string) {
    this.#shop = shop;
    this.#port = port;
    this.#webhookSecret = webhookSecret;
  }

  async start(): Promise<void> {
    const { databaseUrl, sandbox, settings } = this.#shop;
    const child = spawn(process.execPath, ["--disable-warning=DeprecationWarning", main], {
      env: {
        ...process.env,
        PORT: String(this.#port),
        LOG_LEVEL: "error",
        DATABASE_URL: databaseUrl,
        APP_SECRET: settings.linkSecret,
        STRIPE_SECRET_KEY: sandbox.secretKey,
        STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
        STRIPE_WEBHOOK_SECRET: this.#webhookSecret,
        STRIPE_API_BASE: sandbox.url,
        // All customers come from one address, and ask again five times a second.
        MAX_SHARE_PER_NETWORK: "100",
        MAX_CHECKOUTS_PER_MINUTE: "100000",
        MAX_CART_CHANGES_PER_MINUTE: "100000",
        MAX_READS_PER_MINUTE: "100000",
      },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    await new Promise((ready) => child.once("message", ready));
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  }
}

/** Pays on Stripe's page, and reads what it has put into the address to come back to. Paid before, it is paid. */
async function payOnPage(shop: TestShop, sessionId: string) {
  const session = await shop.outside
    .payOnPage(sessionId, "pm_card_visa")
    .catch(() => shop.stripe.checkout.sessions.retrieve(sessionId));
  if (session.status === "expired") return null;
  if (session.status !== "complete") throw new Error("Nobody has paid yet");
  const sessionSecret = /session_secret=([\w-]+)/.exec(session.success_url ?? "")?.[1] ?? "";
  return { paymentIntentId: String(session.payment_intent), sessionSecret };
}

/** Tries for some seconds, as a customer would; null when it never worked. */
async function persist<Result>(attempt: () => Promise<Result>): Promise<Result | null> {
  for (let left = 200; left > 0; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      const refusal = (error as { data?: { refusal?: { code?: string } } }).data?.refusal?.code;
      if (refusal === "OUT_OF_STOCK" || refusal === "ALREADY_PAID") return null;
      await pause(200);
    }
  }
  return null;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
