import type { Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import { maxExtensions, type Shop } from "../shop.ts";

/** Three extensions of the longest reservation, and some more for a bank's questions: after that others may have the goods. */
const longestReservations = 1 + maxExtensions;
const graceMs = 10 * 60_000;

/** The instant after which a checkout that is not paid reserves nothing, however often its customer comes back. */
export function paymentTimeout(shop: Shop, { createdAt }: { createdAt: Date }): Date {
  return new Date(createdAt.getTime() + longestReservations * shop.settings.reservationMs + graceMs);
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** The later of an instant and another that may be missing. */
export function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

interface ReserveUntil {
  checkoutId: string;
  until: Date;
  /** How often its customer has extended it, when they have just done so. */
  extensions?: number;
  /** Staff promise the goods until then. */
  promisedUntil?: Date;
}

/** Moves the end of a checkout's reservation, and the job that ends it. The caller holds the checkout's lock. */
export async function reserveUntil(tx: Tx, { checkoutId, until, ...extended }: ReserveUntil): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { ...extended, expiresAt: until } });
  await queueJob(tx, "expire-checkout", { checkoutId }, { runAt: until, key: `expire:${checkoutId}` });
}
