import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { bindLog } from "../bind-log.ts";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { endRequest, saveRequest } from "../checkout-requests/checkout-requests.ts";
import { type Ending, findEnding, isLive } from "../checkout-requests/record-release.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";

/** The customer may open a payment at the same time; then the checkout is ended again with that payment. */
const maxRounds = 3;

interface ReleaseReservation {
  checkoutId: string;
  reason: string;
  by: Actor;
}

/**
 * - `released`: the goods are free, and the checkout can't be paid any more
 * - `ordered`: it was just paid and is an order
 * - `given_back`: it was just paid, but there can be no order; the money is refunded
 * - `over`: it had ended already
 */
export interface Released {
  outcome: "released" | "ordered" | "given_back" | "over";
  orderNumber: string | null;
}

/**
 * Releases a checkout's reservation by staff: first its payment is cancelled at Stripe, so that it can't be paid any more, then
 * its goods are freed. If it was just paid, it is settled like any other payment, and the answer says so. The member of staff
 * and the reason are stored in the transaction that ends it. A repeated call changes nothing.
 * CHECKOUT_NOT_FOUND; HOLD_NOT_RELEASED while the bank decides, or when Stripe can't be reached: it stays reserved.
 */
export async function releaseReservation(
  shop: Shop,
  { checkoutId, reason, by }: ReleaseReservation,
): Promise<Released> {
  const requestId = randomUUID();
  try {
    return await release(bindLog(shop, { checkoutId }), { requestId, checkoutId, reason, by });
  } finally {
    await endRequest(shop.db, requestId);
  }
}

/** The stored request is open until it is done or refused; `finishRequest` finishes it if the process dies. */
async function release(
  shop: Shop,
  { requestId, checkoutId, reason, by }: ReleaseReservation & { requestId: string },
): Promise<Released> {
  for (let round = 0; round < maxRounds; round += 1) {
    const before = await findEnding(shop.db, checkoutId);
    if (before === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
    if (!isLive(before)) return outcomeOf(before);
    await saveRequest(shop, { requestId, checkoutId, kind: "release", note: reason, by });
    try {
      await cancelCheckout(shop, { checkoutId });
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      shop.log.error({ err: error }, "a reservation could not be released by hand");
      throw new DomainError("HOLD_NOT_RELEASED", { because: "stripe_unavailable" });
    }
    const after = await findEnding(shop.db, checkoutId);
    if (after?.payments.some(({ status }) => status === "processing") && isLive(after))
      throw new DomainError("HOLD_NOT_RELEASED", { because: "bank_is_deciding" });
  }
  const left = await findEnding(shop.db, checkoutId);
  if (left !== null && !isLive(left)) return outcomeOf(left);
  throw new Error(`Checkout ${checkoutId} can't be ended`);
}

/** The outcome of a checkout that has ended. */
function outcomeOf({ state, order, endedBy }: Ending): Released {
  if (state === "completed")
    return { outcome: "ordered", orderNumber: order && formatOrderNumber(order.number) };
  if (order?.state === "cancelled")
    return { outcome: "given_back", orderNumber: formatOrderNumber(order.number) };
  return { outcome: endedBy === null ? "over" : "released", orderNumber: null };
}
