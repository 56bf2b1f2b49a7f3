import { type Db, type StripePurpose, slowStripeRequests, takeStripeRequests } from "@dualtrack/db";
import type { Clock, Log, StripeTurns } from "../shop.ts";

/** Requests that a process has taken from the budget and not sent yet lapse after this time, in ms. */
const lotMs = 15_000;

/** The part of a second's requests that a process takes at once, so that few statements are sent and others get theirs, too. */
const lotShare = 0.2;

/** How many more than those who wait for one, so that the next ones need no statement. */
const spare = 5;

/** The lowest rate after Stripe has refused requests, per second. */
const leastRate = 5;

/** Refusals of one crowd come together: they are stored at most this often, in ms. */
const slowMs = 250;

/** A customer in line who was not heard of for so long has left, in ms; pages ask more often. */
export const goneMs = 15_000;

/** No request could be sent in time, as others have used all that Stripe takes. */
export class NoTurn extends Error {
  constructor() {
    super("Stripe takes no more requests just now");
  }
}

interface Waiter {
  go(): void;
  timer: NodeJS.Timeout | undefined;
}

interface Lot {
  left: number;
  takenAt: number;
  waiters: Waiter[];
  isTaking: boolean;
}

interface TurnsOptions {
  db: Db;
  clock: Clock;
  log: Log;
  /** The most requests per second that Stripe may take. */
  most: number;
}

/**
 * Stripe's own limits for all requests of an account: 100 a second, and 25 with test keys. The sandbox has none until somebody
 * switches them on, so its limit is learned from what it refuses.
 * @see https://docs.stripe.com/rate-limits
 */
export function stripeRateOf({ secretKey, apiBase }: { secretKey: string; apiBase: string | null }): number {
  if (apiBase !== null) return 1_000;
  return secretKey.includes("_live_") ? 100 : 25;
}

/** Creates what gives turns to the requests of this process. */
export function createStripeTurns({ db, clock, log, most }: TurnsOptions): StripeTurns {
  const newLot = (): Lot => ({ left: 0, takenAt: 0, waiters: [], isTaking: false });
  const lots: Record<StripePurpose, Lot> = { person: newLot(), refund: newLot(), upkeep: newLot() };
  let known: { rate: number; hasLine: boolean; at: number } | null = null;
  let refusals = 0;
  let slowing: Promise<void> | null = null;
  let isClosed = false;

  /** Takes a lot for those who wait, and some to spare. Answers when to ask again, in ms; 0: there was something. */
  const takeLot = async (purpose: StripePurpose): Promise<number> => {
    const wanted = lots[purpose].waiters.length + spare;
    const goneBefore = new Date(clock.now().getTime() - goneMs);
    const { granted, rate, retryMs, hasLine } = await takeStripeRequests(db, {
      ...{ purpose, most, goneBefore },
      wanted: Math.max(1, Math.min(wanted, Math.ceil((known?.rate ?? most) * lotShare))),
    });
    known = { rate, hasLine, at: performance.now() };
    const lot = lots[purpose];
    lot.left += granted;
    lot.takenAt = performance.now();
    return granted > 0 ? 0 : Math.min(1_000, Math.max(5, retryMs));
  };

  const serve = (lot: Lot) => {
    while (lot.left > 0) {
      const next = lot.waiters.shift();
      if (next === undefined) return;
      lot.left -= 1;
      clearTimeout(next.timer);
      next.go();
    }
  };

  const pump = async (purpose: StripePurpose): Promise<void> => {
    const lot = lots[purpose];
    if (lot.isTaking) return;
    lot.isTaking = true;
    try {
      while (lot.waiters.length > 0) {
        const pauseMs = await takeLot(purpose);
        serve(lot);
        if (pauseMs > 0 && lot.waiters.length > 0) await new Promise((done) => setTimeout(done, pauseMs));
      }
    } catch (error) {
      // What has no budget is sent all the same: whether it succeeds, Stripe says.
      log.warn({ err: error }, "the budget of Stripe can't be read");
      lot.left += lot.waiters.length;
      serve(lot);
    } finally {
      lot.isTaking = false;
    }
  };

  const slow = async (): Promise<void> => {
    try {
      while (refusals > 0) {
        const refused = refusals;
        refusals = 0;
        await slowStripeRequests(db, { refused, least: Math.min(leastRate, most) });
        if (!isClosed) await new Promise((done) => setTimeout(done, slowMs));
      }
    } catch (error) {
      log.warn({ err: error }, "refusals of Stripe could not be counted");
    } finally {
      slowing = null;
    }
  };

  return {
    take(purpose, ms) {
      const lot = lots[purpose];
      if (performance.now() - lot.takenAt > lotMs) lot.left = 0;
      if (lot.left > 0 && lot.waiters.length === 0) {
        lot.left -= 1;
        return Promise.resolve();
      }
      if (ms <= 0) return Promise.reject(new NoTurn());
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          go: resolve,
          timer: setTimeout(() => {
            lot.waiters.splice(lot.waiters.indexOf(waiter), 1);
            reject(new NoTurn());
          }, ms),
        };
        lot.waiters.push(waiter);
        void pump(purpose);
      });
    },
    refused() {
      for (const lot of Object.values(lots)) lot.left = 0; // taken at a rate that was too high
      refusals += 1;
      slowing ??= slow();
    },
    async close() {
      isClosed = true;
      await slowing;
    },
    joined() {
      if (known !== null) known.hasLine = true;
    },
    async ask() {
      if (known === null || performance.now() - known.at > lotMs) await takeLot("person");
      return known ?? { rate: most, hasLine: false };
    },
  };
}
