import type { Track } from "@dualtrack/db";
import { recordLoss } from "../restore/record-loss.ts";
import type { Shop } from "../shop.ts";
import { findSessionOfPayment } from "../stripe/checkout-sessions.ts";
import { type PaymentFacts, withRequested } from "../stripe/payment-facts.ts";
import { recordFailures } from "./record-failures.ts";
import { type Settlement, settlePayment } from "./settle-payment.ts";
import { findStored, isSettled, type Stored } from "./settled-before.ts";

interface SyncFacts {
  track: Track;
  /**
   * Whether to request what an intent does not show, such as new inquiries and early fraud warnings. Without it an ordinary
   * payment needs no more calls.
   */
  thorough: boolean;
}

/** More objects of each kind than a payment can have. */
const maxObjects = { limit: 10_000 };

/** Requests the refunds, disputes, warnings and reviews of a payment that its facts do not contain, and settles it. */
export async function syncFacts(
  shop: Shop,
  facts: PaymentFacts,
  { track, thorough }: SyncFacts,
): Promise<Settlement> {
  const { paymentIntentId, checkoutId, amountRefunded, isDisputed, reviews, origin } = facts;
  if (checkoutId === null) return "foreign";
  const found = await findStored(shop, { checkoutId, paymentIntentId });
  const known = knownOf(found);
  // For a lost order everything has to be read from Stripe.
  const isLost = found === null;
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
    refunds: ask.refunds ? await stripe.refunds.list(ofPayment).autoPagingToArray(maxObjects) : null,
    disputes: ask.disputes ? await stripe.disputes.list(ofPayment).autoPagingToArray(maxObjects) : null,
    fraudWarnings: ask.fraudWarnings
      ? await stripe.radar.earlyFraudWarnings.list(ofPayment).autoPagingToArray(maxObjects)
      : null,
    sessionId: (await isOfLostSession(shop, { ...facts, checkoutId }))
      ? await findSessionOfPayment(shop, paymentIntentId)
      : null,
    reviews: await Promise.all(
      known.openReviews
        .filter((id) => !reviews.some((review) => review.id === id))
        .map((id) => stripe.reviews.retrieve(id)),
    ),
  });
  const mustSettle = isLost || thorough || track === "staff" || !isSettled(found, whole);
  const settlement = mustSettle ? await settlePayment(shop, whole, track) : "confirmed";
  if (facts.lastFailure !== null) await recordFailures(shop, facts, track);
  return settlement;
}

/** Whether it was made on a page of Stripe's of which the database knows nothing, as it was restored from an older dump. */
async function isOfLostSession(
  shop: Shop,
  { sessionNumber, checkoutId }: { sessionNumber: number | null; checkoutId: string },
): Promise<boolean> {
  if (sessionNumber === null) return false;
  const kind = "checkout_session";
  return (await shop.db.paymentSession.count({ where: { checkoutId, kind } })) === 0;
}

/** What has to be requested from Stripe again. */
function knownOf(found: Stored | null) {
  const payment = found?.payments[0];
  const counts = payment?._count ?? { refunds: 0, disputes: 0, fraudWarnings: 0 };
  return { ...counts, openReviews: payment?.reviews.map(({ id }) => id) ?? [] };
}
