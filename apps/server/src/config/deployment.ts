import cluster from "node:cluster";
import {
  createEasyPost,
  createMailer,
  createMeasures,
  createStripe,
  createStripeCallLog,
  createStripeStatus,
  createStripeTurns,
  type Limits,
  type Log,
  type Shop,
  storeStripeCalls,
  stripeRateOf,
  systemClock,
} from "@dualtrack/commerce";
import { connect, openBus } from "@dualtrack/db";
import { timeZoneOf } from "./demo.ts";
import type { Env } from "./env-schema.ts";
import { openStorage } from "./open-storage.ts";
import { publicAddress } from "./own-address.ts";
import { ownOrigins } from "./own-origins.ts";
import { StartError } from "./start-error.ts";

/** What a process needs and has no default for: the starter (`npm start`) or a deployment sets it. */
export interface Deployment {
  env: Env;
  databaseUrl: string;
  publicUrl: string;
  /** The origins whose pages may send requests with a customer's or clerk's cookies. */
  origins: readonly string[];
  appSecret: string;
  stripe: {
    secretKey: string;
    publishableKey: string;
    /** Signing secrets of the webhook's endpoint, the newest first: more than one while it is rolled. */
    webhookSecrets: readonly string[];
    /** Null for Stripe itself. */
    apiBase: string | null;
  };
}

/** Checks that everything is set. Throws a StartError that names what is missing. */
export function deploymentFrom(env: Env): Deployment {
  const required = {
    DATABASE_URL: env.DATABASE_URL,
    APP_SECRET: env.APP_SECRET,
    STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY,
    STRIPE_PUBLISHABLE_KEY: env.STRIPE_PUBLISHABLE_KEY,
    STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET,
  };
  const missing = Object.entries(required).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0)
    throw new StartError(`Not set: ${missing.join(", ")}. (\`npm start\` fills them in for a demo.)`);
  const publicUrl = publicAddress(env);
  return {
    env,
    databaseUrl: required.DATABASE_URL ?? "",
    appSecret: required.APP_SECRET ?? "",
    publicUrl,
    origins: ownOrigins(publicUrl, env.ALLOWED_ORIGINS),
    stripe: {
      secretKey: required.STRIPE_SECRET_KEY ?? "",
      publishableKey: required.STRIPE_PUBLISHABLE_KEY ?? "",
      webhookSecrets: required.STRIPE_WEBHOOK_SECRET ?? [],
      apiBase: env.STRIPE_API_BASE?.replace(/\/$/, "") ?? null,
    },
  };
}

/** @see https://docs.stripe.com/keys#test-live-modes */
export function isLiveKey(key: string): boolean {
  return key.includes("_live_");
}

function dashboardFor({ secretKey, apiBase }: Deployment["stripe"]): string | null {
  if (apiBase !== null) return null;
  return `https://dashboard.stripe.com${isLiveKey(secretKey) ? "" : "/test"}`;
}

function limitsFrom(env: Env): Limits {
  return {
    reservationsPerNetwork: env.MAX_HOLDS_PER_NETWORK,
    sharePercent: env.MAX_SHARE_PER_NETWORK,
    unitsPerCheckout: env.MAX_UNITS_PER_CHECKOUT,
    perMinute: {
      checkouts: env.MAX_CHECKOUTS_PER_MINUTE,
      cartChanges: env.MAX_CART_CHANGES_PER_MINUTE,
      carrierRates: env.MAX_CARRIER_RATES_PER_MINUTE,
      discountCodes: env.MAX_DISCOUNT_CODES_PER_MINUTE,
      slots: env.MAX_SLOT_QUERIES_PER_MINUTE,
      vatIds: env.MAX_VAT_IDS_PER_MINUTE,
      bookingChanges: env.MAX_BOOKING_CHANGES_PER_MINUTE,
      feedback: env.MAX_FEEDBACK_PER_MINUTE,
      messages: env.MAX_MESSAGES_PER_MINUTE,
      wrongLinks: env.MAX_WRONG_LINKS_PER_MINUTE,
      downloads: env.MAX_DOWNLOADS_PER_MINUTE,
      rejectedWebhooks: env.MAX_REJECTED_WEBHOOKS_PER_MINUTE,
    },
    readsPerMinute: env.MAX_READS_PER_MINUTE,
    carrierRatesOfAll: env.MAX_CARRIER_RATES_OF_ALL_PER_MINUTE,
  };
}

/** Several web processes on one machine share the database, which by default takes 100 connections of all. */
function connectionsOf({ WEB_CONCURRENCY: processes = 1 }: Env): number {
  return cluster.isPrimary ? 20 : Math.max(5, Math.min(20, Math.floor(40 / processes)));
}

/** Builds the one context that every command gets. `close` ends its connections. */
export async function openShop(
  deployment: Deployment,
  log: Log,
): Promise<{ shop: Shop; close(): Promise<void> }> {
  const { env, databaseUrl, publicUrl, appSecret, stripe } = deployment;
  const db = connect(databaseUrl, { maxConnections: connectionsOf(env) });
  const bus = await openBus(databaseUrl, (error) =>
    log.error({ err: error }, "live updates lost their connection"),
  );
  const { EASYPOST_API_KEY: apiKey, EASYPOST_API_BASE: base } = env;
  const apiBase = base === undefined ? null : `${base.replace(/\/$/, "")}/`;
  const mailer = env.SMTP_URL === undefined ? null : createMailer(env.SMTP_URL);
  const measures = createMeasures();
  const stripeTurns = createStripeTurns({ db, clock: systemClock, log, most: stripeRateOf(stripe) });
  const stripeCalls = createStripeCallLog();
  const shop: Shop = {
    db,
    bus,
    log,
    measures,
    mailer,
    storage: openStorage(env),
    carrier: apiKey === undefined ? null : createEasyPost({ apiKey, apiBase }),
    stripe: createStripe({
      ...{ ...stripe, turns: stripeTurns, measures, calls: stripeCalls },
      status: createStripeStatus({ db, clock: systemClock, log }),
    }),
    ...{ stripeTurns, stripeCalls },
    clock: systemClock,
    settings: {
      shopName: env.SHOP_NAME,
      publicUrl,
      rateFeedUrl: env.EXCHANGE_RATES_URL,
      viesUrl: env.VIES_URL,
      timeZone: timeZoneOf(env),
      limits: limitsFrom(env),
      switches: env.SWITCHES,
      keptDays: {
        carts: env.KEEP_CARTS_DAYS,
        events: env.KEEP_EVENTS_DAYS,
        rejections: env.KEEP_REJECTIONS_DAYS,
        syncRuns: env.KEEP_SYNC_RUNS_DAYS,
        figures: env.KEEP_FIGURES_DAYS,
        jobs: env.KEEP_JOBS_DAYS,
        downloads: env.KEEP_DOWNLOADS_DAYS,
        messages: env.KEEP_MESSAGES_DAYS,
      },
      linkSecret: appSecret,
      isLive: isLiveKey(stripe.secretKey),
      stripeDashboard: dashboardFor(stripe),
    },
  };
  const close = async () => {
    await stripeTurns.close();
    await storeStripeCalls(shop).catch((error: unknown) =>
      log.warn({ err: error }, "the last calls to Stripe could not be stored"),
    );
    await Promise.all([bus.close(), db.$disconnect()]);
  };
  return { shop, close };
}
