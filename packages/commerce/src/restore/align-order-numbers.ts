import { passOrderNumber } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { readOrderNumber } from "../stripe/payment-description.ts";
import { factsOf, ourCheckoutId } from "../stripe/payment-facts.ts";
import { shopIdOf } from "../stripe/shop-id.ts";
import { recordLoss } from "./record-loss.ts";

/** Limits the delay of the start. */
const shortTimeout = { timeout: 5_000, maxNetworkRetries: 0 };

/**
 * Runs at the start: makes new order numbers greater than the highest among Stripe's newest payments of this shop, so that a
 * database restored from a dump reuses none, and records a loss if it finds unknown payments. The reconciliation does the
 * same for all payments, also if Stripe does not answer now.
 */
export async function alignOrderNumbers(shop: Shop): Promise<void> {
  const shopId = await shopIdOf(shop);
  try {
    const newest = await shop.stripe.paymentIntents.list(
      { limit: 100, expand: ["data.latest_charge"] },
      shortTimeout,
    );
    for (const intent of newest.data) {
      const { origin } = factsOf(intent, shop.clock.now());
      const id = ourCheckoutId(intent);
      if (id === null || origin.shopId !== shopId) continue;
      await passOrderNumber(shop.db, readOrderNumber(intent) ?? 0);
      if ((await shop.db.checkout.count({ where: { id } })) === 0) await recordLoss(shop, origin);
    }
  } catch (error) {
    shop.log.warn({ err: error }, "order numbers could not be compared with Stripe's; reconciliation will");
  }
}
