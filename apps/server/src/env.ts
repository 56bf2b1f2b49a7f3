import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { countryCodes, isEmail } from "@dualtrack/contract";
import { z } from "zod";
import { networks } from "./networks.ts";
import { trustedProxies } from "./trusted-proxies.ts";

export const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));

const url = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address such as ${example}`,
  });
const origin = url(["http:", "https:"], "https://shop.example.com").refine(
  (value) => !URL.canParse(value) || `${new URL(value).origin}/` === new URL(value).href,
  { error: "must be an address without a path, such as https://shop.example.com" },
);
const isOrigin = (value: string) => origin.safeParse(value).success;
const origins = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .refine((all) => all.every(isOrigin), {
    error: "must be addresses without a path, with commas between them, such as https://admin.example.com",
  })
  .transform((all) => all.map((one) => new URL(one).origin));
const port = z.coerce
  .number("must be a port number")
  .int()
  .min(1, "must be 1 to 65535")
  .max(65_535, "must be 1 to 65535");
const host = z.string().refine((value) => isIP(value) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value), {
  error: "must be an address or a name of this machine, such as 127.0.0.1",
});
const key = (...prefixes: string[]) =>
  z.string().refine((value) => prefixes.some((prefix) => value.startsWith(prefix)), {
    error: `must begin with ${prefixes.join(" or ")}`,
  });

const count = z.coerce
  .number("must be a whole number")
  .int("must be a whole number")
  .min(1, "must be 1 or more");
/** Days that something is kept; `min` is how long the shop itself may need it. */
const days = (min: number, usual: number) =>
  z.coerce
    .number("must be a number of days")
    .int(`must be ${min} to 3650`)
    .min(min, `must be ${min} to 3650`)
    .max(3_650, `must be ${min} to 3650`)
    .default(usual);

const databaseUrl = url(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/shop");
const email = z.string().refine(isEmail, { error: "must be an e-mail address" });

/** An IANA name. Offsets such as +01:00 are refused: PostgreSQL reads their sign the other way round. */
function isTimeZone(value: string): boolean {
  if (!/^[A-Z]/i.test(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** Every variable there is, with its default. `.env.example` explains them; a test keeps the two in step. */
export const envSchema = z.object({
  PORT: port.default(4000),
  HOST: host.optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: origins.default([]),
  TRUST_PROXY: trustedProxies.default(["loopback"]),
  ROLE: z.enum(["all", "web", "worker"], { error: "must be all, web or worker" }).default("all"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], { error: "must be debug, info, warn or error" })
    .default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"], { error: "must be json or pretty" }).optional(),
  DRAIN_SECONDS: z.coerce
    .number("must be a number of seconds")
    .min(0, "must be 0 to 300")
    .max(300, "must be 0 to 300")
    .default(10),
  MONITORING_TOKEN: z.string().min(32, "must have at least 32 characters").optional(),
  MONITORING_FROM: networks.default([]),
  DUALTRACK_DATA_DIR: z
    .string()
    .default(`${projectRoot}.data`)
    .transform((folder) => resolve(folder)),

  DATABASE_URL: databaseUrl.optional(),
  MIGRATE_DATABASE_URL: databaseUrl.optional(),

  STRIPE_SECRET_KEY: key("sk_test_", "sk_live_", "rk_test_", "rk_live_").optional(),
  STRIPE_PUBLISHABLE_KEY: key("pk_test_", "pk_live_").optional(),
  STRIPE_WEBHOOK_SECRET: key("whsec_").optional(),
  STRIPE_API_BASE: url(["http:", "https:"], "http://127.0.0.1:4010").optional(),
  SANDBOX_PORT: port.default(4010),

  SMTP_URL: url(["smtp:", "smtps:"], "smtp://user:password@host:587").optional(),
  APP_SECRET: z.string().min(32, "must have at least 32 characters").optional(),

  SHOP_NAME: z.string().min(1).default("Dualtrack Records"),
  SELLER_NAME: z.string().min(1).optional(),
  SELLER_ADDRESS: z
    .string()
    .transform((text) => text.split(/[;\n]/).map((line) => line.trim()))
    .transform((lines) => lines.filter((line) => line !== ""))
    .default([]),
  SELLER_VAT_ID: z
    .string()
    .regex(/^[A-Z]{2}[A-Z0-9][A-Z0-9 .+*-]{1,17}$/, "must be a VAT id such as ATU12345678")
    .optional(),
  SUPPORT_EMAIL: email.default("hello@dualtrack.example"),
  CURRENCY: z.enum(["eur", "usd", "gbp", "jpy"], { error: "must be eur, usd, gbp or jpy" }).default("eur"),
  SHOP_TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: "must be a time zone's name, such as Europe/Vienna" })
    .default("UTC"),
  SHIP_TO: z
    .string()
    .transform((codes) =>
      codes
        .toUpperCase()
        .split(",")
        .map((code) => code.trim()),
    )
    .pipe(
      z.array(
        z.enum(countryCodes, {
          error: "must be codes of countries with commas between them, such as AT,DE,CH",
        }),
      ),
    )
    .default(countryCodes),
  HOLD_MINUTES: z.coerce
    .number("must be a number of minutes")
    .min(1, "must be 1 to 60")
    .max(60, "must be 1 to 60")
    .default(15),

  MAX_HOLDS_PER_NETWORK: count.default(40),
  MAX_SHARE_PER_NETWORK: z.coerce
    .number("must be a number of percent")
    .min(1, "must be 1 to 100")
    .max(100, "must be 1 to 100")
    .default(25),
  MAX_UNITS_PER_CHECKOUT: count.default(150),
  MAX_CHECKOUTS_PER_MINUTE: count.default(120),
  MAX_CART_CHANGES_PER_MINUTE: count.default(300),
  MAX_WRONG_LINKS_PER_MINUTE: count.default(30),
  MAX_REJECTED_WEBHOOKS_PER_MINUTE: count.default(60),
  KEEP_CARTS_DAYS: days(30, 60),
  KEEP_EVENTS_DAYS: days(31, 90),
  KEEP_REJECTIONS_DAYS: days(1, 30),
  KEEP_SYNC_RUNS_DAYS: days(1, 90),
  KEEP_JOBS_DAYS: days(7, 30),

  STAFF_EMAIL: email.default("owner@dualtrack.example"),
  STAFF_PASSWORD: z
    .string()
    .min(12, "must have at least 12 characters")
    .max(128, "must have at most 128 characters")
    .optional(),
});

export type Env = z.output<typeof envSchema>;

/** Everybody can read it here: only a demo opens with it. */
export const demoPassword = "two-tracks-one-order";

/** A mistake of whoever starts the program; told in one sentence, without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/**
 * Reads the variables from `.env` (which never overrides what is already set) and the environment. Empty ones count
 * as not set. Throws a StartError that names every bad variable.
 */
export function readEnv(): Env {
  const file = `${projectRoot}.env`;
  if (existsSync(file)) process.loadEnvFile(file);
  return parseEnv(process.env);
}

export function parseEnv(variables: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return isSecret(name) ? `${name} ${message}` : `${name} ${message}, but is "${given[name]}"`;
    });
    throw new StartError(`${problems.join("; ")}.`);
  }
  refuseContradictions(parsed.data);
  return parsed.data;
}

function isSecret(name: string): boolean {
  return /SECRET|PASSWORD|TOKEN|_KEY|DATABASE_URL|SMTP_URL/.test(name);
}

function refuseContradictions(env: Env): void {
  const {
    STRIPE_SECRET_KEY,
    STRIPE_PUBLISHABLE_KEY,
    STRIPE_WEBHOOK_SECRET,
    STRIPE_API_BASE,
    PORT,
    SANDBOX_PORT,
  } = env;
  const isLive = [STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY].some((value) => value?.includes("_live_"));
  if (isLive && STRIPE_API_BASE !== undefined)
    throw new StartError(
      "STRIPE_API_BASE points at a sandbox, but a live Stripe key is set: remove one of them.",
    );
  const keys = { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET };
  const missing = Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0 && missing.length < 3)
    throw new StartError(`To use Stripe, set all three of its variables: ${missing.join(" and ")} missing.`);
  if (STRIPE_API_BASE !== undefined && missing.length > 0)
    throw new StartError(
      `STRIPE_API_BASE is set, so Stripe's keys must be, too: ${missing.join(" and ")} missing.`,
    );
  if (STRIPE_SECRET_KEY?.includes("_live_") !== STRIPE_PUBLISHABLE_KEY?.includes("_live_"))
    throw new StartError(
      "STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes: one is live, one is test.",
    );
  if (STRIPE_SECRET_KEY === undefined && PORT === SANDBOX_PORT)
    throw new StartError(
      `PORT and SANDBOX_PORT are both ${PORT}: give the Stripe sandbox a port of its own.`,
    );
}

/** Whether the keys are Stripe's own: then goods and money are real, and the shop is not filled with the demo's. */
export function usesRealStripe(env: Env): boolean {
  return env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_API_BASE === undefined;
}

/** Whether nothing can be lost here: the sandbox plays Stripe, and the database is on this machine. */
export function isDemo(env: Env): boolean {
  return !usesRealStripe(env) && (env.DATABASE_URL === undefined || isLoopback(env.DATABASE_URL));
}

/**
 * Whether the outbox is shown to whoever sits at this machine: links in it open staff's accounts. Only where everything is
 * on this machine: the database, the sandbox that plays Stripe, and the shop's own address.
 */
export function showsOutbox(env: Env): boolean {
  const addresses = [env.STRIPE_API_BASE, env.PUBLIC_URL].filter((address) => address !== undefined);
  return isDemo(env) && addresses.every((address) => isLoopbackHost(new URL(address).hostname));
}

/** What the owner signs in with. Throws a StartError where the demo's password, known to all, would open a real shop. */
export function ownerPassword(env: Env): string {
  const password = env.STAFF_PASSWORD ?? demoPassword;
  if (isDemo(env) || password !== demoPassword) return password;
  const reason = usesRealStripe(env) ? "Stripe keys of your own" : "a database on another machine";
  throw new StartError(
    `Set STAFF_PASSWORD to a password of your own: with ${reason}, the admin console does not open with the demo's.`,
  );
}

/** As the database's driver reads it: `?host=` wins, and none at all means this machine. */
function isLoopback(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = decodeURIComponent(searchParams.get("host") ?? hostname);
  return host === "" || host.startsWith("/") || isLoopbackHost(host);
}

export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}
