import type { Shop } from "../shop.ts";
import type { PaymentOrigin } from "../stripe/payment-origin.ts";

/**
 * Records that this database was restored from an older dump: a payment of this shop is unknown, so another copy of the
 * database was in use when it was made. Customers got the mails about everything before that time.
 */
export async function recordLoss(shop: Shop, { shopId, chargedAt, openedAt }: PaymentOrigin): Promise<void> {
  // Payments without a shop id are too old to tell, and those of another shop are not lost.
  const isOurs = shopId !== null && (await shop.db.shopIdentity.count({ where: { id: shopId } })) === 1;
  if (!isOurs) return;
  const usedAt = chargedAt ?? openedAt;
  await shop.db.reconciliation.updateMany({
    where: { OR: [{ lostUntil: null }, { lostUntil: { lt: usedAt } }] },
    data: { lostUntil: usedAt },
  });
}
