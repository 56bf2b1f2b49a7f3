import type { Track } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";
import type { Settlement } from "./settle-payment.ts";
import { syncFacts } from "./sync-facts.ts";

interface SyncPayment {
  paymentIntentId: string;
  track: Track;
  /** See `syncFacts`. */
  thorough?: boolean;
}

/** Reads a payment from Stripe and settles it. Only its id is taken from the caller. */
export async function syncPayment(
  shop: Shop,
  { paymentIntentId, track, thorough = false }: SyncPayment,
): Promise<Settlement> {
  const observedAt = shop.clock.now();
  const intent = await retrievePaymentIntent(shop, paymentIntentId);
  return syncFacts(shop, factsOf(intent, observedAt), { track, thorough });
}
