import { findLinkedDraft } from "../checkouts/payment-link.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { Shop } from "../shop.ts";
import { type CheckoutRow, checkoutView, getCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";

/**
 * The checkout that a payment link leads to, for whoever has the link, on any device. After an attempt to pay, its outcome is requested from
 * Stripe first. Nothing is changed otherwise.
 *
 * PAYMENT_LINK_NOT_FOUND, PAYMENT_LINK_ENDED, ALREADY_PAID, PAYMENT_PROCESSING, PAYMENT_UNCERTAIN.
 */
export async function openPaymentLink(shop: Shop, { linkToken }: { linkToken: string }) {
  const { checkoutId } = await findLinkedDraft(shop, { linkToken });
  const checkout = await settleEarlierAttempt(shop, await getCheckout(shop.db, checkoutId), getCheckout);
  assertNotPlaced(shop, checkout);
  if (!isLiveCheckout(checkout.state) || checkout.expiresAt <= shop.clock.now())
    throw await refusalOfEnded(shop, checkout);
  return checkoutView(shop, checkout);
}

async function refusalOfEnded(shop: Shop, { endedBy }: CheckoutRow): Promise<DomainError> {
  const { supportEmail: email, supportPhone: phone } = await getSeller(shop, { tx: shop.db });
  const because = endedBy === null ? "expired" : "cancelled";
  return new DomainError("PAYMENT_LINK_ENDED", { because, email, phone });
}
