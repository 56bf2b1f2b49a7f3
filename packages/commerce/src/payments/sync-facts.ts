import type { Track } from "@dualtrack/db";
import { recordLoss } from "../restore/record-loss.ts";
import type { Shop } from "../shop.ts";
import { findSessionOfPayment } from "../stripe/checkout-sessions.ts";
import { hasRisks, type PaymentFacts, withRequested } from "../stripe/payment-facts.ts";
import { recordFailures } from "./record-failures.ts";
import { type Settlement, settlePayment } from "./settle-payment.ts";

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

/** What is stored of a checkout and its payment; null: the checkout is unknown. */
function findStored(
  shop: Shop,
  { checkoutId, paymentIntentId }: { checkoutId: string; paymentIntentId: string },
) {
  return shop.db.checkout.findUnique({
    where: { id: checkoutId },
    select: {
      cartTakenAt: true,
      order: { select: { state: true, paymentState: true, paymentIntentId: true } },
      requests: { select: { id: true } },
      payments: {
        where: { paymentIntentId },
        select: {
          ...{ status: true, amount: true, amountReceived: true, amountRefunded: true, chargeId: true },
          _count: { select: { refunds: true, disputes: true, fraudWarnings: true } },
          reviews: { where: { isOpen: true }, select: { id: true } },
        },
      },
    },
  });
}

type Stored = Awaited<ReturnType<typeof findStored>>;

/** What has to be requested from Stripe again. */
function knownOf(found: Stored) {
  const payment = found?.payments[0];
  const counts = payment?._count ?? { refunds: 0, disputes: 0, fraudWarnings: 0 };
  return { ...counts, openReviews: payment?.reviews.map(({ id }) => id) ?? [] };
}

/**
 * Whether another track has settled these facts before: the order is confirmed and paid by this payment, and nothing is reported that
 * could change it. Each payment is reported twice at least, by its event and the customer's return, so the second one costs one statement.
 */
function isSettled(found: NonNullable<Stored>, facts: PaymentFacts): boolean {
  const { cartTakenAt, order, requests, payments } = found;
  const [payment] = payments;
  if (payment === undefined || order === null || cartTakenAt === null || requests.length > 0) return false;
  const isSold = order.state === "confirmed" || order.state === "completed";
  const isPaid = order.paymentState === "paid" && order.paymentIntentId === facts.paymentIntentId;
  const isSame =
    facts.status === "succeeded" &&
    payment.status === facts.status &&
    payment.amount === facts.amount &&
    payment.amountReceived === facts.amountReceived &&
    payment.amountRefunded === facts.amountRefunded &&
    payment.chargeId === facts.chargeId;
  return isSold && isPaid && isSame && !hasRisks(facts) && facts.captureMethod === "automatic";
}
