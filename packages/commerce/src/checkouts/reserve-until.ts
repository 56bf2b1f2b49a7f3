import type { Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import { maxExtensions } from "../shop.ts";

/** The longest total reservation: all extensions, and some time for the bank's authentication. */
const maxReservations = 1 + maxExtensions;
const graceMs = 10 * 60_000;

/** How long the goods of a checkout are reserved, without extensions. */
export function reservationMs({ reservationMinutes }: { reservationMinutes: number }): number {
  return reservationMinutes * 60_000;
}

interface ReservedProduct {
  variant: { product: { reservationMinutes: number | null } };
}

/** For how many minutes a checkout of these goods reserves them: the shortest time of its products counts. */
export function minutesOf(goods: readonly ReservedProduct[], shopMinutes: number): number {
  return Math.min(...goods.map(({ variant }) => variant.product.reservationMinutes ?? shopMinutes));
}

/**
 * The instant at which the reservation of an unpaid checkout ends at the latest. One that staff have promised for longer gets the same time
 * for the bank's authentication.
 */
export function paymentTimeout(checkout: {
  createdAt: Date;
  reservationMinutes: number;
  promisedUntil: Date | null;
}): Date {
  const own = new Date(checkout.createdAt.getTime() + maxReservations * reservationMs(checkout));
  return new Date(later(own, checkout.promisedUntil).getTime() + graceMs);
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** The later of an instant and another one that may be null. */
export function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

interface ReserveUntil {
  checkoutId: string;
  until: Date;
  /** The new number of extensions by the customer, if they have extended it now. */
  extensions?: number;
  /** Until when staff have promised the goods. */
  promisedUntil?: Date;
}

/** Moves the end of a checkout's reservation, and the job that ends it. The caller holds the checkout's lock. */
export async function reserveUntil(tx: Tx, { checkoutId, until, ...extended }: ReserveUntil): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { ...extended, expiresAt: until } });
  await queueJob(tx, "expire-checkout", { checkoutId }, { runAt: until, key: `expire:${checkoutId}` });
}
