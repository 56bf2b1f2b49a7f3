import type { Bus, Db } from "@dualtrack/db";
import type { SendMailOptions } from "nodemailer";
import type Stripe from "stripe";

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
  reservationMs: number;
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
interface Seller {
  name: string;
  /** The postal address, line by line; empty: none is shown. */
  address: readonly string[];
  /** Null: the seller has none. */
  vatId: string | null;
}

/** How many times a customer may extend the hold on their stock. */
export const maxExtensions = 3;

/** What pino offers, and nothing else of it. */
export interface Log {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
  /** The same log, whose lines have these facts, too. */
  child(facts: object): Log;
}

export interface Mailer {
  /**
   * Speaks with the mail server until it has taken the mail, or throws. `beforeEnd` runs when everything has been sent
   * but the mail's end: until then no server keeps it; from then on it may, whatever we hear of it. When `beforeEnd`
   * throws, the connection is cut and the mail is not sent.
   */
  send(message: SendMailOptions, beforeEnd: () => Promise<void>): Promise<void>;
}

/** What may be asked for so many times a minute from one network. */
export type LimitedCall = "cartChanges" | "checkouts" | "wrongLinks" | "rejectedWebhooks";

/** How much of the shop one caller may take. A network is an IPv4 address, or the /64 of an IPv6 one. */
export interface Limits {
  /** Unpaid checkouts that hold goods for one network at a time. */
  reservationsPerNetwork: number;
  /** Percent of a variant's free units that one cart, and one network, may hold unpaid at a time; see `fairShare`. */
  sharePercent: number;
  /** Units that one checkout holds at most. */
  unitsPerCheckout: number;
  /** Calls of one network in a minute. */
  perMinute: Readonly<Record<LimitedCall, number>>;
}
