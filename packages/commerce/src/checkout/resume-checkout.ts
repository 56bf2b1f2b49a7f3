import { lockWithCart } from "../cart/lock-cart.ts";
import { detachFromCart } from "../checkouts/cart-of-checkout.ts";
import { DomainError } from "../domain-error.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import { checkoutView, getCheckout, getPricedCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";

/**
 * Resumes the checkout of an order whose payment failed, to pay it another way: with the order's goods, which are still
 * reserved, whatever the cart contains. The order's link is enough, on any device.
 *
 * The checkout is detached from the cart, so that no change of the cart ends it.
 * ORDER_NOT_FOUND, ALREADY_PAID, PAYMENT_PROCESSING, PAYMENT_UNCERTAIN, HOLD_RELEASED, HOLD_EXPIRED.
 */
export async function resumeCheckout(shop: Shop, { orderToken }: { orderToken: string }) {
  const order = await shop.db.order.findUnique({
    where: { id: readOrderToken(shop, orderToken) },
    select: { checkoutId: true },
  });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const found = await getPricedCheckout(shop.db, order.checkoutId);
  const { id: checkoutId } = await settleEarlierAttempt(shop, found, getPricedCheckout);
  return transact(shop, "customer", async (unit) => {
    const { tx } = unit;
    await lockWithCart(unit, checkoutId);
    const checkout = await getCheckout(tx, checkoutId);
    assertNotPlaced(shop, checkout);
    assertPayable(shop, checkout);
    await detachFromCart(tx, [checkoutId]);
    return checkoutView(shop, checkout);
  });
}
