import { confirmFreeBookings } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Books those of a paid checkout's times that can still be had, for a customer who wants the rest of the order without the others. Answers
 * the positions of the lines whose time is gone; null, and nothing is booked, if it is not known when a line was to be. The caller holds the
 * checkout's lock, and has sold the stock of the checkout, whose rows are locked before resources.
 */
export function confirmFreeTimes(
  { tx, now }: UnitOfWork,
  { checkoutId }: { checkoutId: string },
): Promise<number[] | null> {
  return confirmFreeBookings(tx, { checkoutId, now });
}
