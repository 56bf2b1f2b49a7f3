import type { Shop } from "../shop.ts";
import { probeStripe } from "./stripe-outage.ts";
import { stripeServices } from "./stripe-status.ts";

/**
 * Checks whether Stripe works again if it failed the last time, so that an idle shop notices it, too. It also clears the
 * failures that processes have stored which no longer run.
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
