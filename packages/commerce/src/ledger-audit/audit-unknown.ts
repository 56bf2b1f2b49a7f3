import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { factsOf } from "../stripe/payment-facts.ts";

/** The problem of a paid intent whose checkout is not in the database; "settled" or "in flight" if there is none. */
export async function outcomeOfUnknown(shop: Shop, intent: Stripe.PaymentIntent): Promise<string> {
  const { paymentIntentId, origin, amountReceived, amountRefunded } = factsOf(intent, shop.clock.now());
  const { shopId } = origin;
  const isOfAnotherShop =
    shopId !== null && (await shop.db.shopIdentity.count({ where: { id: shopId } })) === 0;
  if (isOfAnotherShop || amountRefunded >= amountReceived) return "settled";
  const known = await shop.db.unknownPayment.findUnique({ where: { paymentIntentId } });
  if (known === null) return "paid, but its order is lost: no reconciliation has come to it yet";
  if (known.state === "ignored") return "settled";
  if (known.state === "refunded") return "in flight";
  return `paid, but its order is lost: staff have to decide (${known.problem?.replaceAll("_", " ")})`;
}
