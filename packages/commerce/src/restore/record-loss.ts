import type { Shop } from "../shop.ts";
import type { PaymentOrigin } from "../stripe/payment-origin.ts";

/**
 * A payment of this shop that its database does not know: another copy of the database was in use when it was made, so
 * this one was restored from an older dump. What happened until then, customers have been told.
 */
export async function recordLoss(shop: Shop, { shopId, chargedAt, openedAt }: PaymentOrigin): Promise<void> {
  // Marks without a shop's id are too old to say so, and another shop's payments are not lost.
  const isOurs = shopId !== null && (await shop.db.shopIdentity.count({ where: { id: shopId } })) === 1;
  if (!isOurs) return;
  const usedAt = chargedAt ?? openedAt;
  await shop.db.reconciliation.updateMany({
    where: { OR: [{ lostUntil: null }, { lostUntil: { lt: usedAt } }] },
    data: { lostUntil: usedAt },
  });
}
