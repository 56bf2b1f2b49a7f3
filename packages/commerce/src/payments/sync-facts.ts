import type { Track } from "@dualtrack/db";
import { recordLoss } from "../restore/record-loss.ts";
import type { Shop } from "../shop.ts";
import { type PaymentFacts, withRequested } from "../stripe/payment-facts.ts";
import { recordFailures } from "./record-failures.ts";
import { type Settlement, settlePayment } from "./settle-payment.ts";

interface SyncFacts {
  track: Track;
  /**
   * Also asks for what the intent does not tell of: inquiries and early fraud warnings that we know nothing of yet. An
   * ordinary payment costs no call for them.
   */
  thorough: boolean;
}

/** More of each than a payment can have. */
const allOfThem = { limit: 10_000 };

/** Settles what Stripe has just said of a payment, and asks for the refunds, disputes and reviews that it does not tell. */
export async function syncFacts(
  shop: Shop,
  facts: PaymentFacts,
  { track, thorough }: SyncFacts,
): Promise<Settlement> {
  const { paymentIntentId, checkoutId, amountRefunded, isDisputed, reviews, origin } = facts;
  if (checkoutId === null) return "foreign";
  const known = await findKnown(shop, paymentIntentId);
  // All of an order that the database has lost has to come from Stripe.
  const isLost = (await shop.db.checkout.count({ where: { id: checkoutId } })) === 0;
  if (isLost) await recordLoss(shop, origin);
  const asksAll = thorough || isLost;
  const ofPayment = { payment_intent: paymentIntentId, limit: 100 };
  const ask = {
    refunds: isLost || amountRefunded > 0 || known.refunds > 0,
    disputes: asksAll || isDisputed || known.disputes > 0,
    fraudWarnings: asksAll || known.fraudWarnings > 0,
  };
  const { stripe } = shop;
  const whole = withRequested(facts, {
    refunds: ask.refunds ? await stripe.refunds.list(ofPayment).autoPagingToArray(allOfThem) : null,
    disputes: ask.disputes ? await stripe.disputes.list(ofPayment).autoPagingToArray(allOfThem) : null,
    fraudWarnings: ask.fraudWarnings
      ? await stripe.radar.earlyFraudWarnings.list(ofPayment).autoPagingToArray(allOfThem)
      : null,
    reviews: await Promise.all(
      known.openReviews
        .filter((id) => !reviews.some((review) => review.id === id))
        .map((id) => stripe.reviews.retrieve(id)),
    ),
  });
  const settlement = await settlePayment(shop, whole, track);
  if (facts.lastFailure !== null) await recordFailures(shop, facts, track);
  return settlement;
}

/** What our books know of a payment that Stripe has to be asked about again. */
async function findKnown(shop: Shop, paymentIntentId: string) {
  const payment = await shop.db.payment.findUnique({
    where: { paymentIntentId },
    select: {
      _count: { select: { refunds: true, disputes: true, fraudWarnings: true } },
      reviews: { where: { isOpen: true }, select: { id: true } },
    },
  });
  const counts = payment?._count ?? { refunds: 0, disputes: 0, fraudWarnings: 0 };
  return { ...counts, openReviews: payment?.reviews.map(({ id }) => id) ?? [] };
}
