import type { Track } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { factsOf } from "./payment-facts.ts";
import { retrievePaymentIntent } from "./payment-intents.ts";
import { type Settlement, settlePayment } from "./settle-payment.ts";

/** Asks Stripe how a payment stands and settles it. Trusts nothing that it was handed but the id. */
export async function syncPayment(
  shop: Shop,
  { paymentIntentId, track }: { paymentIntentId: string; track: Track },
): Promise<Settlement> {
  const observedAt = shop.clock.now();
  const intent = await retrievePaymentIntent(shop, paymentIntentId);
  const facts = factsOf(intent, observedAt);
  const hasRefunds =
    facts.amountRefunded > 0 || (await shop.db.refund.count({ where: { paymentIntentId } })) > 0;
  if (!hasRefunds) return settlePayment(shop, facts, track);
  const refunds = await shop.stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  return settlePayment(shop, factsOf(intent, observedAt, refunds.data), track);
}
