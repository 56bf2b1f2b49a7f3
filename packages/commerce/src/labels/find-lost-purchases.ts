import type { Shop } from "../shop.ts";
import { carrierOf, jobTimeout } from "./carrier-of.ts";
import { recordPurchase } from "./record-purchase.ts";

/** When no call of the purchase can be under way any more, in ms. */
const restMs = 10 * 60_000;

/**
 * Asks once more about purchases that failed: a second call of the same purchase may have succeeded, and its process may have died. Such
 * a label is sent back. Answers how many were found.
 */
export async function findLostPurchases(shop: Shop, { limit }: { limit: number }): Promise<number> {
  const now = shop.clock.now();
  const failed = await shop.db.shippingLabel.findMany({
    where: { state: "failed", checkedAt: null, requestedAt: { lt: new Date(now.getTime() - restMs) } },
    orderBy: { requestedAt: "asc" },
    take: limit,
    select: { id: true, carrierShipmentId: true },
  });
  let lost = 0;
  for (const { id, carrierShipmentId } of failed) {
    const { label } = await carrierOf(shop).find(carrierShipmentId, jobTimeout);
    if (label !== null) {
      lost += 1;
      await recordPurchase(shop, id, label);
    }
    await shop.db.shippingLabel.update({ where: { id }, data: { checkedAt: now } });
  }
  return lost;
}
