import type { Shop } from "../shop.ts";
import { probeStripe } from "./stripe-outage.ts";
import { stripeServices } from "./stripe-status.ts";

/** Nothing asks Stripe Tax for free whether it works: after this time without a failure, in ms, it counts as working. */
const taxFailureMs = 15 * 60_000;

/**
 * Checks whether Stripe works again if it failed the last time, so that an idle shop notices it, too. It also clears the
 * failures that processes have stored which no longer run.
 */
export async function probeFailingStripe(shop: Shop): Promise<{ works: boolean }> {
  const now = shop.clock.now();
  const works = { failingSince: null, updatedAt: now };
  const failing = { failingSince: { not: null } };
  const lastFailure = { lt: new Date(now.getTime() - taxFailureMs) };
  await shop.db.serviceStatus.updateMany({
    where: { service: stripeServices.tax, ...failing, updatedAt: lastFailure },
    data: works,
  });
  const where = { service: { in: [stripeServices.api, stripeServices.key] }, ...failing };
  if ((await shop.db.serviceStatus.count({ where })) === 0) return { works: true };
  if (!(await probeStripe(shop))) return { works: false };
  await shop.db.serviceStatus.updateMany({ where, data: works });
  return { works: true };
}
