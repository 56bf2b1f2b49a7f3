import type { Shop } from "../shop.ts";
import { probeStripe } from "./stripe-outage.ts";
import { stripeServices } from "./stripe-status.ts";

/**
 * Asks Stripe whether it works again, if it did not the last time: an idle shop finds out, too. Also clears what a
 * process has noted that is gone since.
 */
export async function probeFailingStripe(shop: Shop): Promise<{ works: boolean }> {
  const services = { in: Object.values(stripeServices) };
  const failing = await shop.db.serviceStatus.count({
    where: { service: services, failingSince: { not: null } },
  });
  if (failing === 0) return { works: true };
  const works = await probeStripe(shop);
  if (works)
    await shop.db.serviceStatus.updateMany({
      where: { service: services },
      data: { failingSince: null, updatedAt: shop.clock.now() },
    });
  return { works };
}
