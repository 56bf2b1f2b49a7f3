import { resolve } from "node:path";
import { passwordLength } from "@dualtrack/contract";
import { z } from "zod";
import { bucket } from "./bucket.ts";
import {
  count,
  databaseUrl,
  days,
  email,
  headers,
  host,
  key,
  origin,
  origins,
  port,
  secrets,
  timeZone,
  url,
} from "./env-values.ts";
import { networks } from "./networks.ts";
import { projectRoot } from "./project-root.ts";
import { switches } from "./switches.ts";
import { trustedProxies } from "./trusted-proxies.ts";

/** Every variable, with its default. `.env.example` explains them; a test keeps the two in step. */
export const envSchema = z.object({
  PORT: port.default(4000),
  HOST: host.optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: origins.default([]),
  TRUST_PROXY: trustedProxies.default(["loopback"]),
  ROLE: z.enum(["all", "web", "worker"], { error: "must be all, web or worker" }).default("all"),
  WEB_CONCURRENCY: z.coerce
    .number("must be a number of processes")
    .int("must be a whole number")
    .min(1, "must be 1 to 64")
    .max(64, "must be 1 to 64")
    .optional(),
  WORKER_PORT: port.optional(),
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
  MAINTENANCE_TOKEN: z.string().min(32, "must have at least 32 characters").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(["http:", "https:"], "http://127.0.0.1:4318").optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers.default({}),
  OTEL_SERVICE_NAME: z.string().min(1).default("dualtrack"),
  OTEL_TRACES_SAMPLER: z
    .enum(
      [
        "always_on",
        "always_off",
        "traceidratio",
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio",
      ],
      { error: "must be always_on, always_off or traceidratio, or one of them after parentbased_" },
    )
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number("must be a share from 0 to 1")
    .min(0, "must be a share from 0 to 1")
    .max(1, "must be a share from 0 to 1")
    .default(1),
  DUALTRACK_DATA_DIR: z
    .string()
    .default(`${projectRoot}.data`)
    .transform((folder) => resolve(folder)),

  STORAGE_DIR: z
    .string()
    .transform((folder) => resolve(folder))
    .optional(),
  STORAGE_URL: bucket.optional(),

  DATABASE_URL: databaseUrl.optional(),
  MIGRATE_DATABASE_URL: databaseUrl.optional(),

  STRIPE_SECRET_KEY: key("sk_test_", "sk_live_", "rk_test_", "rk_live_").optional(),
  STRIPE_PUBLISHABLE_KEY: key("pk_test_", "pk_live_").optional(),
  STRIPE_WEBHOOK_SECRET: secrets(
    /^whsec_\w+$/,
    "must be whsec_… or several of them, each once, with commas between them",
  ).optional(),
  STRIPE_API_BASE: url(["http:", "https:"], "http://127.0.0.1:4010").optional(),
  SANDBOX_PORT: port.default(4010),

  EASYPOST_API_KEY: key("EZTK", "EZAK").optional(),
  EASYPOST_WEBHOOK_SECRET: secrets(
    /^.{1,255}$/,
    "must be a secret of at most 255 characters, or several of them, each once, with commas between them",
  ).optional(),
  EASYPOST_API_BASE: url(["http:", "https:"], "http://127.0.0.1:4011/v2").optional(),

  SMTP_URL: url(["smtp:", "smtps:"], "smtp://user:password@host:587").optional(),
  APP_SECRET: z.string().min(32, "must have at least 32 characters").optional(),

  SHOP_NAME: z.string().min(1).default("Dualtrack Records"),
  EXCHANGE_RATES_URL: url(["http:", "https:"], "https://rates.example.com/daily.xml").default(
    "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
  ),
  VIES_URL: url(["http:", "https:"], "https://ec.europa.eu/taxation_customs/vies/rest-api")
    .default("https://ec.europa.eu/taxation_customs/vies/rest-api")
    .transform((address) => address.replace(/\/$/, "")),
  SHOP_TIME_ZONE: timeZone.optional(),

  SWITCHES: switches.default({}),

  MAX_HOLDS_PER_NETWORK: count.default(40),
  MAX_SHARE_PER_NETWORK: z.coerce
    .number("must be a number of percent")
    .min(1, "must be 1 to 100")
    .max(100, "must be 1 to 100")
    .default(25),
  MAX_UNITS_PER_CHECKOUT: count.default(150),
  MAX_CHECKOUTS_PER_MINUTE: count.default(120),
  MAX_CART_CHANGES_PER_MINUTE: count.default(300),
  MAX_READS_PER_MINUTE: count.default(3_000),
  MAX_CARRIER_RATES_PER_MINUTE: count.default(30),
  MAX_CARRIER_RATES_OF_ALL_PER_MINUTE: count.default(600),
  MAX_DISCOUNT_CODES_PER_MINUTE: count.default(20),
  MAX_SLOT_QUERIES_PER_MINUTE: count.default(600),
  MAX_VAT_IDS_PER_MINUTE: count.default(10),
  MAX_BOOKING_CHANGES_PER_MINUTE: count.default(20),
  MAX_FEEDBACK_PER_MINUTE: count.default(20),
  MAX_MESSAGES_PER_MINUTE: count.default(5),
  MAX_WRONG_LINKS_PER_MINUTE: count.default(30),
  MAX_DOWNLOADS_PER_MINUTE: count.default(240),
  MAX_REJECTED_WEBHOOKS_PER_MINUTE: count.default(60),
  KEEP_CARTS_DAYS: days(30, 60),
  KEEP_EVENTS_DAYS: days(31, 90),
  KEEP_REJECTIONS_DAYS: days(1, 30),
  KEEP_SYNC_RUNS_DAYS: days(1, 90),
  KEEP_FIGURES_DAYS: days(31, 400),
  KEEP_JOBS_DAYS: days(7, 30),
  KEEP_DOWNLOADS_DAYS: days(1, 180),
  KEEP_MESSAGES_DAYS: days(30, 365),

  STAFF_EMAIL: email.default("owner@dualtrack.example"),
  STAFF_PASSWORD: z
    .string()
    .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
    .max(passwordLength.max, `must have at most ${passwordLength.max} characters`)
    .optional(),
});

export type Env = z.output<typeof envSchema>;
