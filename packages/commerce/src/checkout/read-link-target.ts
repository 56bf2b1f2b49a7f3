import { findLinkedDraft } from "../checkouts/payment-link.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import type { Shop } from "../shop.ts";

/** What a payment link leads to now, and until when that is reserved; null: to nothing that can be paid. PAYMENT_LINK_NOT_FOUND. */
export async function readLinkTarget(
  shop: Shop,
  { linkToken }: { linkToken: string },
): Promise<{ draftOrderId: string; target: { checkoutId: string; expiresAt: string } | null }> {
  const { id: draftOrderId, checkoutId } = await findLinkedDraft(shop, { linkToken });
  const checkout = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { state: true, expiresAt: true },
  });
  const isOpen = isLiveCheckout(checkout.state);
  return {
    draftOrderId,
    target: isOpen ? { checkoutId, expiresAt: checkout.expiresAt.toISOString() } : null,
  };
}
