import type { CheckoutLimit, OnOffSwitch } from "@dualtrack/contract";
import type { Bus, Db, StripePurpose } from "@dualtrack/db";
import type { SendMailOptions } from "nodemailer";
import type Stripe from "stripe";
import type { CarrierApi } from "./carrier-api.ts";
import type { FileStorage } from "./file-storage.ts";
import type { Measures } from "./measures.ts";
import type { StripeCallLog } from "./stripe-call-log.ts";

/** Everything a command may use, built once at start-up. */
export interface Shop {
  db: Db;
  stripe: Stripe;
  stripeTurns: StripeTurns;
  stripeCalls: StripeCallLog;
  bus: Bus;
  clock: Clock;
  settings: Settings;
  log: Log;
  measures: Measures;
  /** Null: no SMTP server is configured, and mails stay in the outbox. */
  mailer: Mailer | null;
  /** Null: labels are not bought here, and carriers are not asked for rates. */
  carrier: CarrierApi | null;
  /** Keeps what customers download. */
  storage: FileStorage;
}

/**
 * Gives all requests to Stripe their turn: those of people first, then refunds, then upkeep. What all processes may send together
 * is in the database; each takes a small lot of it at a time, so that a request alone needs no statement. Within a process
 * turns are given in the order of arrival.
 */
export interface StripeTurns {
  /** Resolves when a request may be sent; NoTurn when that takes longer than `ms`. */
  take(purpose: StripePurpose, ms: number): Promise<void>;
  /** Stripe has refused a request as one too many. */
  refused(): void;
  /** The requests per second of all processes, and whether customers wait in line to pay: as last heard, or asked now. */
  ask(): Promise<{ rate: number; hasLine: boolean }>;
  /** A customer of this process has joined the line. */
  joined(): void;
  /** Resolves when all refusals are counted: then the database may be closed. */
  close(): Promise<void>;
}

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface Settings {
  /** In titles, mails and at Stripe. */
  shopName: string;
  /** The shop's public address without a trailing slash; links in mails begin with it. */
  publicUrl: string;
  /** Address of the feed with exchange rates, in the format of the European Central Bank. */
  rateFeedUrl: string;
  /** Address of the REST interface of VIES, the EU's register of VAT ids. */
  viesUrl: string;
  /** IANA name of the shop's time zone, which defines its calendar days. */
  timeZone: string;
  limits: Limits;
  /** Switches that the environment sets; the others are set by staff. */
  switches: SwitchOverrides;
  keptDays: KeptDays;
  /** Signs the links that open an order. */
  linkSecret: string;
  /** Whether Stripe's keys are live ones: then money is real. */
  isLive: boolean;
  /** Address of Stripe's dashboard for our keys; null with the sandbox. */
  stripeDashboard: string | null;
}

/** What the environment says of switches: it counts before what staff have set. */
export type SwitchOverrides = Partial<Readonly<Record<OnOffSwitch, boolean>>> & {
  /** Null: everybody may begin a checkout. */
  readonly new_checkouts?: CheckoutLimit | null;
};

/** Retention in days of data that neither bookkeeping nor customers need; `removeOld` removes it. */
export interface KeptDays {
  /** Carts, since their last change; client secrets of payments, since their checkout ended; lines of drops, since they last moved. */
  carts: number;
  /** Processed webhook events, since they were received; calls to Stripe, since they were made. */
  events: number;
  /** Rejected calls of the webhook route. */
  rejections: number;
  /** Manual syncs and audits of the ledger, since their start; alerts, since they were over. */
  syncRuns: number;
  /** Figures of the Health page, by hours. */
  figures: number;
  /** Jobs, since they were given up; staff sessions, since they expired. */
  jobs: number;
  /** Networks from which files were downloaded, since the download began. */
  downloads: number;
  /** What customers write with the contact form, and its answers, since staff last did something with it. */
  messages: number;
}

/** How many times a customer may extend their reservation. */
export const maxExtensions = 3;

/** The part of pino's logger that is used. */
export interface Log {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
  /** A log that adds these facts to each line. */
  child(facts: object): Log;
}

export interface Mailer {
  /**
   * Resolves when the mail server has accepted the mail, or throws. `beforeEnd` runs when everything is sent except the
   * mail's end: before it no server accepts the mail; after it the server may, even if no answer arrives. When `beforeEnd`
   * throws, the connection is closed and the mail is not sent.
   */
  send(message: SendMailOptions, beforeEnd: () => Promise<void>): Promise<void>;
}

/** Calls that are limited per minute and network. */
export type LimitedCall =
  | "bookingChanges"
  | "cartChanges"
  | "carrierRates"
  | "checkouts"
  | "discountCodes"
  | "slots"
  | "vatIds"
  | "feedback"
  | "messages"
  | "wrongLinks"
  | "downloads"
  | "rejectedWebhooks";

/** Limits per client. A network is an IPv4 address, or the /64 of an IPv6 address. */
export interface Limits {
  /** The most unpaid checkouts with reservations per network. */
  reservationsPerNetwork: number;
  /** Percent of a variant's free units that one cart, and one network, may reserve without paying; see `fairShare`. */
  sharePercent: number;
  /** The most units in one checkout. */
  unitsPerCheckout: number;
  /** The most calls per minute and network. */
  perMinute: Readonly<Record<LimitedCall, number>>;
  /** The most reads per minute and network that one process answers; see `countRead`. */
  readsPerMinute: number;
  /** The most questions to carriers about rates per minute, of all networks together. */
  carrierRatesOfAll: number;
}
