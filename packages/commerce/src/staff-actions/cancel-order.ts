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
 * Cancels an order that has not shipped. The payment of an unpaid order is first cancelled at Stripe, so that it can't be paid
 * any more; if it turns out to be paid, it is refunded like any other. The rest of the paid amount is refunded, the goods
 * return to stock when that has succeeded, and the customer gets a mail. A repeated call changes nothing.
 * ORDER_NOT_FOUND, ORDER_HAS_SHIPPED when any part has shipped, PAYMENT_UNDECIDED while the bank decides,
 * PAYMENT_UNAVAILABLE when Stripe can't be reached, ORDER_CANNOT_MOVE, REQUEST_ID_TAKEN.
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
 * Cancels the payment and the order in one transaction, so that the customer gets one mail. A refused request is deleted; if
 * the process dies, `finishRequest` finishes the request.
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
