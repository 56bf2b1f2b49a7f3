import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addToCart,
  createMeasures,
  createStripe,
  createStripeCallLog,
  createStripeStatus,
  createStripeTurns,
  diskStorage,
  jobNames,
  keepFailure,
  type Limits,
  listSwitches,
  newCartToken,
  placeOrder,
  prepareCheckout,
  runJob,
  type Shop,
  type StripeTimes,
  setSwitch,
  startCheckout,
  stripeRateOf,
} from "@dualtrack/commerce";
import { connect, openBus, openJobConnections } from "@dualtrack/db";
import { copyDatabase, type TestDatabase } from "@dualtrack/db/testing/copy-database";
import { type JobHelpers, Logger, runOnce, type TaskList } from "graphile-worker";
import type pg from "pg";
import { type Sandbox, startSandbox } from "stripe-sandbox";
import { inject } from "vitest";
import { controlSandbox, type SandboxControl } from "./sandbox-control.ts";
import { owner } from "./staff.ts";
import { type TestClock, testClock } from "./test-clock.ts";
import { type TestLog, testLog } from "./test-log.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A real PostgreSQL server for this test run, with a migrated database named `template`. */
    postgresUrl: string;
  }
}

/** A whole shop for a test: real PostgreSQL, the real Stripe SDK on the sandbox, a clock that can be moved. */
export interface TestShop extends Shop, AsyncDisposable {
  clock: TestClock;
  log: TestLog;
  databaseUrl: string;
  /** For `runJobs`: opening these anew for each of its calls would take a fifth of the tests' time. */
  jobConnections: pg.Pool;
  sandbox: Sandbox;
  outside: SandboxControl;
  /** Gets the results of the shop's Stripe client; a test can pass it to another client, too. */
  stripeStatus: ReturnType<typeof createStripeStatus>;
}

export const contact = { email: "customer@example.com", name: "A Customer" };
export const shippingAddress = {
  line1: "1 Long Road",
  line2: "",
  postalCode: "1010",
  city: "Town",
  state: "",
  country: "AT",
};

/** How long a checkout reserves its goods, as the migration sets it. */
export const reservationMs = 15 * 60_000;

/** The IP address of the guests in tests. */
export const clientIp = "203.0.113.7";

/**
 * Timeouts are longer than in the shop, as the machine may be busy. Pauses are minimal, and the circuit lets the next call
 * through at once.
 */
export const quickTimes: StripeTimes = {
  person: 120_000,
  personAttempt: 60_000,
  personTax: 120_000,
  job: 60_000,
  jobAttempt: 20_000,
  retryPause: 1,
  rest: 0,
};

/** All guests of a test have the same address, so limits per network are high. */
const generousLimits: Limits = {
  reservationsPerNetwork: 10_000,
  sharePercent: 100,
  unitsPerCheckout: 10_000,
  perMinute: {
    checkouts: 10_000,
    cartChanges: 10_000,
    carrierRates: 10_000,
    discountCodes: 10_000,
    slots: 10_000,
    vatIds: 10_000,
    bookingChanges: 10_000,
    feedback: 10_000,
    messages: 10_000,
    wrongLinks: 10_000,
    downloads: 10_000,
    rejectedWebhooks: 10_000,
  },
  readsPerMinute: 10_000,
  carrierRatesOfAll: 10_000,
};

/**
 * Opens a shop with its own database and sandbox; `await using` closes it. `stripeTimes` are for tests in which Stripe does
 * not answer; `postgresUrl` is for what is no test of Vitest's.
 */
export async function openTestShop({
  stripeTimes = {},
  postgresUrl = inject("postgresUrl"),
}: {
  stripeTimes?: Partial<StripeTimes>;
  postgresUrl?: string;
} = {}): Promise<TestShop> {
  const [database, sandbox] = [await copyDatabase(postgresUrl, "template"), await startSandbox()];
  return openShopOn({ database, sandbox, stripeTimes, closeSandbox: () => sandbox.stop() });
}

/** Copies the shop's database as it is now, like `pg_dump`, for a later restore. */
export async function dumpShop(shop: TestShop): Promise<TestDatabase> {
  // PostgreSQL can't copy a database with open connections; Prisma reconnects by itself.
  await shop.bus.close();
  await shop.db.$disconnect();
  await shop.jobConnections.end();
  shop.jobConnections = connectionsOfJobs(shop.databaseUrl);
  const dump = await copyDatabase(inject("postgresUrl"), new URL(shop.databaseUrl).pathname.slice(1));
  shop.bus = await openBus(shop.databaseUrl, (error) => shop.log.error({ err: error }, "bus"));
  return dump;
}

/** Opens the shop on a dump of its database, with the same sandbox; close it before the other shop. */
export async function restoreShop(shop: TestShop, dump: TestDatabase): Promise<TestShop> {
  return openShopOn({
    database: dump,
    sandbox: shop.sandbox,
    stripeTimes: {},
    closeSandbox: async () => {},
  });
}

/** The connections of `runJobs`. Opens none before it is needed. One that a test cuts is replaced. */
export function connectionsOfJobs(url: string): pg.Pool {
  return openJobConnections(url, { max: 10, onError: () => {} });
}

interface ShopParts {
  database: TestDatabase;
  sandbox: Sandbox;
  stripeTimes: Partial<StripeTimes>;
  closeSandbox(): Promise<void>;
}

async function openShopOn({ database, sandbox, stripeTimes, closeSandbox }: ShopParts): Promise<TestShop> {
  const log = testLog();
  const db = connect(database.url, { maxConnections: 10, maxWaitMs: 60_000 });
  const clock = testClock();
  const measures = createMeasures();
  const stripeCalls = createStripeCallLog();
  const stripeStatus = createStripeStatus({ db, clock, log });
  const stripeTurns = createStripeTurns({
    ...{ db, clock, log },
    most: stripeRateOf({ secretKey: sandbox.secretKey, apiBase: sandbox.url }),
  });
  const files = await mkdtemp(join(tmpdir(), "dualtrack-files-"));
  const shop: TestShop = {
    db,
    bus: await openBus(database.url, (error) => log.error({ err: error }, "bus")),
    stripe: createStripe({
      secretKey: sandbox.secretKey,
      apiBase: sandbox.url,
      status: stripeStatus,
      turns: stripeTurns,
      ...{ measures, clock, calls: stripeCalls },
      times: { ...quickTimes, ...stripeTimes },
    }),
    stripeStatus,
    ...{ stripeTurns, stripeCalls },
    log,
    measures,
    sandbox,
    databaseUrl: database.url,
    jobConnections: connectionsOfJobs(database.url),
    outside: controlSandbox(sandbox.url),
    clock,
    mailer: null,
    carrier: null,
    storage: diskStorage(files),
    settings: {
      shopName: "Test Shop",
      publicUrl: "http://shop.example",
      rateFeedUrl: "http://127.0.0.1:9/eurofxref-daily.xml", // nothing listens there
      viesUrl: "http://127.0.0.1:9/rest-api", // nor there
      timeZone: "UTC",
      limits: generousLimits,
      switches: {},
      keptDays: {
        carts: 60,
        events: 90,
        rejections: 30,
        syncRuns: 90,
        figures: 400,
        jobs: 30,
        downloads: 180,
        messages: 365,
      },
      isLive: false,
      stripeDashboard: null,
      linkSecret: "a secret for tests that nobody else knows",
    },
    async [Symbol.asyncDispose]() {
      await shop.bus.close();
      await shop.jobConnections.end();
      await stripeTurns.close();
      await db.$disconnect(); // `stripeStatus` uses it, whatever client a test gives to `shop.db`
      await closeSandbox();
      await database.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
  return shop;
}

/** Creates a published product with one variant and `onHand` units. Answers the variant's id. */
export async function stockedVariant(
  shop: Shop,
  { onHand, price = 2_000, opensAt = null }: { onHand: number; price?: number; opensAt?: Date | null },
): Promise<string> {
  const suffix = randomBytes(6).toString("hex");
  const { variants } = await shop.db.product.create({
    select: { variants: { select: { id: true } } },
    data: {
      slug: `record-${suffix}`,
      kind: "physical",
      title: `Record ${suffix}`,
      artist: "Band",
      description: "A record",
      published: true,
      firstPublishedAt: shop.clock.now(),
      opensAt,
      variants: {
        create: {
          sku: suffix,
          title: "",
          prices: { create: { currency: "eur", unitAmount: price } },
          stock: { create: {} },
        },
      },
    },
  });
  const id = variants[0]?.id ?? "";
  if (onHand > 0)
    await shop.db.stockMovement.create({ data: { variantId: id, kind: "receive", quantity: onHand } });
  return id;
}

/** Creates a published product of files with one variant; `copies`: how many are sold at most. Answers the variant's id. */
export async function digitalVariant(
  shop: Shop,
  { copies = null, price = 900 }: { copies?: number | null; price?: number } = {},
): Promise<string> {
  const id = await stockedVariant(shop, { onHand: copies ?? 0, price });
  await shop.db.variant.update({
    where: { id },
    data: { tracksStock: copies !== null, product: { update: { kind: "digital" } } },
  });
  return id;
}

export function stockOf(shop: Shop, variantId: string): Promise<{ onHand: number; reserved: number }> {
  return shop.db.stockLevel.findUniqueOrThrow({
    where: { variantId },
    select: { onHand: true, reserved: true },
  });
}

/** Creates a guest's cart with these quantities by variant. Answers the cart's token. */
export async function guestWith(shop: Shop, items: Record<string, number>): Promise<string> {
  const token = newCartToken();
  for (const [variantId, quantity] of Object.entries(items))
    await addToCart(shop, { token, variantId, quantity });
  return token;
}

export type Paid = Omit<Awaited<ReturnType<typeof openPayment>>, "payment"> & {
  paymentIntentId: string;
  clientSecret: string;
  cartToken: string;
};

/** Creates a guest's checkout with all details, ready to be paid. */
export async function readyToPay(shop: Shop, items: Record<string, number>): Promise<Paid> {
  const cartToken = await guestWith(shop, items);
  const { id } = await startCheckout(shop, { cartToken });
  return { ...(await pressPay(shop, { checkoutId: id, cartToken })), cartToken };
}

/** Presses Pay for a checkout whose total is more than 0. */
export async function openPayment(shop: Shop, input: Parameters<typeof prepareCheckout>[1]) {
  const prepared = await prepareCheckout(shop, input);
  if (prepared.payment === null) throw new Error("The order was placed without a payment");
  return prepared;
}

/** Presses Pay: everything is filled in, and the payment is open at Stripe. */
export async function pressPay(shop: Shop, own: { checkoutId: string; cartToken: string }) {
  const { payment, ...checkout } = await openPayment(shop, {
    ...own,
    quoteNumber: 1,
    contact,
    shippingAddress,
    clientIp,
  });
  return { ...checkout, ...payment };
}

/** A checkout that is paid on Stripe's page: where that is, and what proves that a browser comes back from it. */
export interface HostedCheckout {
  id: string;
  cartToken: string;
  total: { amount: number; currency: string };
  sessionId: string;
  sessionSecret: string;
  pageUrl: string;
}

/** Sets on whose page customers pay. */
export async function setPaymentPage(shop: Shop, paymentPage: "shop" | "stripe" | "choice"): Promise<void> {
  await shop.db.shopSettings.update({ where: { id: 1 }, data: { paymentPage } });
}

type SwitchedPart = Parameters<typeof setSwitch>[1]["name"];

/** Switches parts of the shop on or off, as a member of staff does. */
export async function turn(shop: Shop, position: "on" | "off", ...names: SwitchedPart[]): Promise<void> {
  for (const { name, version } of await listSwitches(shop))
    if (name !== "new_checkouts" && names.includes(name))
      await setSwitch(shop, { name, version, isOn: position === "on", reason: "a test", by: owner });
}

/** Creates a guest's checkout and presses the button that leads to Stripe's page. The shop must let customers choose, or use only that. */
export async function readyToPayAtStripe(shop: Shop, items: Record<string, number>): Promise<HostedCheckout> {
  const cartToken = await guestWith(shop, items);
  const { id } = await startCheckout(shop, { cartToken });
  return pressPayAtStripe(shop, { checkoutId: id, cartToken });
}

/** Presses the button that leads to Stripe's page. `changes`: other details than usual. */
export async function pressPayAtStripe(
  shop: Shop,
  own: { checkoutId: string; cartToken: string; orderToken?: string },
  changes: Partial<Parameters<typeof prepareCheckout>[1]> = {},
): Promise<HostedCheckout> {
  const { checkoutId, cartToken } = own;
  const { total, pageUrl } = await prepareCheckout(shop, {
    ...{ ...own, quoteNumber: 1, contact, shippingAddress, clientIp, paymentPage: "stripe" },
    ...changes,
  });
  if (pageUrl === null) throw new Error("The checkout is not paid on Stripe's page");
  const session = await shop.db.paymentSession.findFirstOrThrow({ where: { checkoutId, state: "open" } });
  const sessionSecret = session.clientSecret ?? "";
  return { id: checkoutId, cartToken, total, sessionId: session.stripeId, sessionSecret, pageUrl };
}

/** Where Stripe sends the customer after a redirect. */
export const returnUrl = "http://shop.example/payment/success";

/** Confirms the payment at Stripe. `card` is one of Stripe's test payment methods. */
export async function payAtStripe(shop: Shop, paymentIntentId: string, card = "pm_card_visa") {
  return shop.stripe.paymentIntents.confirm(paymentIntentId, {
    payment_method: card,
    return_url: returnUrl,
  });
}

/** A SEPA direct debit: the bank decides after days. */
export const debitParams = {
  payment_method: "pm_sepaDebit_successDelayed_at",
  mandate_data: {
    customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "a browser" } },
  },
} as const;

/** Confirms the payment with a SEPA direct debit (see `bankDecides`). */
export async function debitAtStripe(shop: Shop, paymentIntentId: string) {
  return shop.stripe.paymentIntents.confirm(paymentIntentId, { ...debitParams, return_url: returnUrl });
}

/** Ends a pending direct debit with this outcome. */
export async function bankDecides(shop: TestShop, paymentIntentId: string, outcome: "succeed" | "fail") {
  await shop.outside.decideDebit(paymentIntentId, outcome);
}

/** Buys with one of Stripe's test payment methods, up to the success page: the order is provisional. */
export async function buy(
  shop: Shop,
  items: Record<string, number>,
  card?: string,
): Promise<Paid & { orderId: string }> {
  const checkout = await readyToPay(shop, items);
  await payAtStripe(shop, checkout.paymentIntentId, card);
  const { paymentIntentId, clientSecret } = checkout;
  return { ...checkout, ...(await placeOrder(shop, { paymentIntentId, clientSecret })) };
}

const silentLogger = new Logger(() => () => {});

/** Runs all due jobs like the worker, until none is left. A job that fails stays queued. */
export async function runJobs(shop: TestShop): Promise<void> {
  const taskList: TaskList = Object.fromEntries(
    jobNames.map((name) => [
      name,
      (payload: unknown, { job: { id, attempts } }: JobHelpers) =>
        keepFailure(shop, { id, payload, attempts }, () => runJob(shop, name, payload)),
    ]),
  );
  await runOnce({
    pgPool: shop.jobConnections,
    taskList,
    concurrency: 2, // each takes a connection of its own, which costs PostgreSQL as much as a job
    logger: silentLogger,
    noHandleSignals: true,
  });
}

/** Makes jobs due now that wait for their next attempt, or for the end of an outage. */
export async function makeRetriesDue(shop: TestShop): Promise<void> {
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where attempts > 0 or key like 'postponed:%'), run_at := now())`;
}
