import type { Actor } from "../actor.ts";
import { bindLog } from "../bind-log.ts";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { type CancelLocked, cancelLocked } from "../checkout-requests/cancel-locked.ts";
import { endRequest, saveRequest } from "../checkout-requests/checkout-requests.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { transactFor } from "../unit-of-work.ts";

interface CancelOrder extends CancelLocked {
  by: Actor;
}

/**
 * Cancels an order that has not left the building. One that is not paid yet is first cancelled at Stripe, so that it
 * can't be paid any more; if it turns out to have been paid just now, it is refunded like any other. What was paid
 * and not refunded yet goes back, the goods return to stock when that has succeeded, the customer is told. Cancelling
 * twice is once.
 * ORDER_NOT_FOUND, ORDER_HAS_SHIPPED once any part of it has, PAYMENT_UNDECIDED while the bank makes up its mind,
 * PAYMENT_UNAVAILABLE when Stripe can't be asked, ORDER_CANNOT_MOVE, REQUEST_ID_TAKEN.
 */
export async function cancelOrder(unbound: Shop, request: CancelOrder): Promise<void> {
  const shop = bindLog(unbound, { orderId: request.orderId });
  const found = await shop.db.order.findUnique({
    where: { id: request.orderId },
    select: { checkoutId: true, isProvisional: true },
  });
  if (found === null) throw new DomainError("ORDER_NOT_FOUND", {});
  if (found.isProvisional) await cancelUnpaid(shop, found.checkoutId, request);
  await transactFor(shop, request.by, (unit) => cancelLocked(unit, request));
}

/**
 * Ends the payment, and with it the order: its customer need not read first that the payment failed. What is refused is
 * forgotten; a process that dies on the way leaves the request to `finishRequest`.
 */
async function cancelUnpaid(shop: Shop, checkoutId: string, request: CancelOrder): Promise<void> {
  const { requestId, reason = "order_cancelled", note, by } = request;
  await saveRequest(shop, { requestId, checkoutId, kind: "cancel_order", refundReason: reason, note, by });
  try {
    await cancelCheckout(shop, { checkoutId });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.error({ err: error, checkoutId }, "the payment of an order could not be cancelled");
    throw new DomainError("PAYMENT_UNAVAILABLE", {});
  } finally {
    await endRequest(shop.db, requestId);
  }
}
