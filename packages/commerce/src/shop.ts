import type { Bus, Db } from "@dualtrack/db";
import type Stripe from "stripe";
import type { Limits } from "./limits/limits.ts";
import type { Mailer } from "./notifications/create-mailer.ts";

/** Everything a command may use, built once at start-up. */
export interface Shop {
  db: Db;
  stripe: Stripe;
  bus: Bus;
  clock: Clock;
  settings: Settings;
  log: Log;
  /** Null: no SMTP server is configured, and mails stay in the outbox. */
  mailer: Mailer | null;
}

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface Settings {
  /** The name over the door: in titles, mails and at Stripe. */
  shopName: string;
  supportEmail: string;
  seller: Seller;
  /** Address customers reach the shop at, without a slash at its end; links in mails begin with it. */
  publicUrl: string;
  /** ISO 4217, lower case. */
  currency: string;
  /** IANA name: where a day begins and ends for the shop. */
  timeZone: string;
  /** Countries that goods are sent to, ISO 3166-1 alpha-2. */
  shipTo: readonly string[];
  /** How long stock is held while a customer pays. */
  holdMs: number;
  limits: Limits;
  keptDays: KeptDays;
  /** Signs the links that open an order. */
  linkSecret: string;
  /** Address of Stripe's dashboard for our keys; null with the sandbox. */
  stripeDashboard: string | null;
}

/** After how many days something goes that neither the books nor a customer needs; `removeOld` says what. */
export interface KeptDays {
  /** Since a cart was changed last; and since a checkout ended, the secret of its payment. */
  carts: number;
  /** Since an event of Stripe's came, once it is dealt with. */
  events: number;
  /** Since a call of the webhook route was refused. */
  rejections: number;
  /** Since staff started the run. */
  syncRuns: number;
  /** Since a job was given up, or a session of staff's ended. */
  jobs: number;
}

/** Who sells: whom the customer has the contract with, and whom their bank pays. */
export interface Seller {
  name: string;
  /** The postal address, line by line; empty: none is shown. */
  address: readonly string[];
  /** Null: the seller has none. */
  vatId: string | null;
}

/** How many times a customer may extend the hold on their stock. */
export const maxHoldExtensions = 3;

/** What pino offers, and nothing else of it. */
export interface Log {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}
