import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { askSession } from "../payment-sessions/session-kinds.ts";
import { openSessionOf } from "../payment-sessions/session-rows.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import type { AttemptRow } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

/**
 * Asks Stripe for the outcome of an earlier attempt to pay, in this or another tab, and settles it: only then it is safe to
 * offer payment again. Answers the checkout as it is now. A checkout without an attempt is answered unchanged, another one as `get` reads it.
 *
 * PAYMENT_PROCESSING, ALREADY_PAID; PAYMENT_UNCERTAIN when Stripe can't be asked.
 */
export async function settleEarlierAttempt<Row extends AttemptRow>(
  shop: Shop,
  checkout: Row,
  get: (tx: Tx, checkoutId: string) => Promise<Row>,
): Promise<Row> {
  const { id, state, paymentSessions } = checkout;
  const session = openSessionOf(paymentSessions);
  assertNotPlaced(shop, checkout);
  if (state !== "paying" || session === null) return checkout;
  try {
    const facts = await askSession(shop, session, "customer");
    if (facts !== null) await settlePayment(shop, facts, "customer");
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.warn(
      { err: error, checkoutId: id },
      "the outcome of an earlier attempt to pay could not be requested",
    );
    throw new DomainError("PAYMENT_UNCERTAIN", {});
  }
  const settled = await get(shop.db, id);
  assertNotPlaced(shop, settled);
  return settled;
}
