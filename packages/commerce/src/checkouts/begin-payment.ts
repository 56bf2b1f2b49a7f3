import { beginPayment as storePayment } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Delay of the first background sync of a payment that no browser has reported. */
const firstSyncMs = 60_000;

type Begun = Parameters<typeof storePayment>[1];

/**
 * Stores what the customer has entered and moves the checkout to `paying`, with a number for its order. It is live, and the caller holds
 * its lock. The background sync asks Stripe if no browser reports the payment.
 */
export async function beginPayment(
  { tx, now }: UnitOfWork,
  begun: Pick<Begun, "checkoutId" | "entered">,
): Promise<void> {
  await storePayment(tx, { ...begun, syncAt: new Date(now.getTime() + firstSyncMs) });
}
