import { passOrderNumber } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { readOrderNumber } from "../stripe/payment-description.ts";
import { factsOf, ourCheckoutId } from "../stripe/payment-facts.ts";
import { recordLoss } from "./record-loss.ts";

/** Nobody waits long for a start. */
const answersSoon = { timeout: 5_000, maxNetworkRetries: 0 };

/**
 * Before the shop opens: order numbers go on above the highest among Stripe's newest payments of this shop, so that a
 * database which was restored from a dump gives none out twice; and payments that it does not know are a sign of that.
 * Reconciliation does the same for all of them. When Stripe does not answer, it is left to that.
 */
export async function alignOrderNumbers(shop: Shop): Promise<void> {
  const { id: shopId } = await shop.db.shopIdentity.findFirstOrThrow();
  try {
    const newest = await shop.stripe.paymentIntents.list(
      { limit: 100, expand: ["data.latest_charge"] },
      answersSoon,
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
