import { openPaymentLink } from "../checkout/open-payment-link.ts";
import type { Shop } from "../shop.ts";

/** What `openPaymentLink` answers, for whoever has the link; that it was opened is stored the first time. */
export async function openDraftOrder(shop: Shop, { linkToken }: { linkToken: string }) {
  const opened = await openPaymentLink(shop, { linkToken });
  await shop.db.draftOrder.updateMany({
    where: { checkoutId: opened.id, openedAt: null },
    data: { openedAt: shop.clock.now() },
  });
  return opened;
}
