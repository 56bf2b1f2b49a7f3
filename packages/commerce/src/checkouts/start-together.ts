import { randomUUIDv7 } from "node:crypto";
import type { CurrencyTerms } from "@dualtrack/contract";
import {
  type CaptureMethod,
  type QuoteRow,
  type StartingBuyer,
  type StartOutcome,
  startCheckouts,
} from "@dualtrack/db";
import { combineCalls, TooManyCallsError } from "../combine-calls.ts";
import type { JobName } from "../jobs.ts";
import { smallestShare } from "../limits/fair-share.ts";
import type { Shop } from "../shop.ts";
import { shopBusy } from "../unit-of-work.ts";
import { termsColumns } from "./checkout-terms.ts";
import { type SnapshotLine, snapshotRows } from "./create-checkout.ts";
import { measureReservation } from "./measure-reservation.ts";

interface PricedCart {
  /** As it was read and priced. */
  cart: { id: string; contents: string };
  ownerHash: string;
  network: string | null;
  terms: CurrencyTerms;
  reservationMinutes: number;
  reservesStock: boolean;
  captureMethod: CaptureMethod;
  expiresAt: Date;
  price: Omit<QuoteRow, "number" | "lines"> & { lines: (SnapshotLine & QuoteRow["lines"][number])[] };
}

const measuredAs = {
  started: "reserved",
  short: "out_of_stock",
  share: "limited",
  too_many: "limited",
  changed: "changed",
} as const satisfies Record<StartOutcome["outcome"], string>;

const expireCheckout = { task: "expire-checkout" } satisfies { task: JobName };

/** So many buyers share a transaction at most: it stays short for those who wait for the next one. */
const maxTogether = 32;
/** So many calls of a process wait at most: their buyers have an answer within some seconds. */
const maxWaiting = 2_000;

/** Calls of a process for the same goods wait for each other here, and not on the locks of their stock. */
const starts = new WeakMap<Shop["db"], (buyer: StartingBuyer) => Promise<StartOutcome>>();

/**
 * Begins the checkout of a cart that was read and priced without a lock, reserves its goods, and queues the job that ends it: all of it or
 * nothing, in one statement, together with other buyers of the same goods. Answers the checkout's id, and what became of it; a checkout
 * has not begun unless it is `started`. SHOP_BUSY when too many wait.
 */
export async function startTogether(
  shop: Shop,
  { cart, price, terms, ...fields }: PricedCart,
): Promise<StartOutcome & { id: string }> {
  const { lines, ...sums } = price;
  const { reservationsPerNetwork: maxReservations, sharePercent } = shop.settings.limits;
  const { ownerHash, network, expiresAt } = fields;
  const id = randomUUIDv7();
  const begin = starts.get(shop.db) ?? combineStarts(shop);
  try {
    const begins = () =>
      begin({
        ...{
          tokenHash: ownerHash,
          contents: cart.contents,
          network,
          maxReservations,
          sharePercent,
          smallestShare,
        },
        checkout: { id, cartId: cart.id, ...fields, ...termsColumns(terms), nextSyncAt: expiresAt },
        lines: snapshotRows(id, lines),
        quote: { ...sums, lines },
        goods: lines.flatMap(({ tracksStock, variantId, quantity }) =>
          tracksStock ? { variantId, quantity } : [],
        ),
        job: { ...expireCheckout, payload: { checkoutId: id }, runAt: expiresAt, key: `expire:${id}` },
      });
    const outcome = await measureReservation(shop, begins, ({ outcome }) => measuredAs[outcome]);
    return { ...outcome, id };
  } catch (error) {
    if (!(error instanceof TooManyCallsError)) throw error;
    shop.log.warn({ err: error }, "too many checkouts were waiting to begin");
    throw shopBusy();
  }
}

function combineStarts({ db, clock }: Shop) {
  const begin = combineCalls<StartingBuyer, StartOutcome>({
    keysOf: ({ goods }) => goods.map(({ variantId }) => variantId),
    run: (buyers) => startCheckouts(db, { buyers, now: clock.now() }),
    ...{ maxTogether, maxWaiting },
  });
  starts.set(db, begin);
  return begin;
}
