import { recordReportedPayment } from "@dualtrack/db";
import type { LineItem } from "../same-item.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { later } from "./reserve-until.ts";

/** How long a provisional order keeps its reservation: long enough to ask Stripe after an outage. */
const provisionalReservationMs = 2 * 60 * 60_000;

/** Delay of the background sync, in case the immediate sync fails. */
const syncAgainMs = 30_000;

interface ReportedPayment {
  paymentIntentId: string;
  checkout: {
    id: string;
    promisedUntil: Date | null;
    cartTakenAt: Date | null;
    lines: (LineItem & { quantity: number })[];
  };
  /** Whether it is live; one that has ended keeps its state until Stripe is asked. */
  isLive: boolean;
  /** The customer's cart, from which the lines are removed if they are in it still. */
  cartId: string;
  /** Whether Stripe is asked at once; otherwise other tracks hear of it. */
  isSynced: boolean;
}

/**
 * Records that the customer's browser reports a payment whose order has just been placed, and removes the order's lines from the cart. Stripe
 * is asked at once, unless the background sync is off. The caller holds the locks of the cart and the checkout.
 */
export async function reportPayment(
  { tx, now }: UnitOfWork,
  { paymentIntentId, checkout, isLive, cartId, isSynced }: ReportedPayment,
): Promise<void> {
  const { id: checkoutId, promisedUntil, cartTakenAt, lines } = checkout;
  const until = later(new Date(now.getTime() + provisionalReservationMs), promisedUntil);
  await recordReportedPayment(tx, {
    ...{ checkoutId, paymentIntentId, isSynced },
    syncAt: new Date(now.getTime() + syncAgainMs),
    reservedUntil: isLive ? until : null,
    taken: cartTakenAt === null ? { cartId, lines, takenAt: now } : null,
  });
}
