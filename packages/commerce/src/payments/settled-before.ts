import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { factsOf, hasRisks, type PaymentFacts } from "../stripe/payment-facts.ts";

/** What is stored of a checkout and its payment; null: the checkout is unknown. */
export function findStored(
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

export type Stored = NonNullable<Awaited<ReturnType<typeof findStored>>>;

/**
 * Whether another track has settled these facts before: the order is confirmed and paid by this payment, and nothing is reported that
 * could change it. Each payment is reported twice at least, by its event and the customer's return, so the second one costs one statement.
 */
export function isSettled(found: Stored, facts: PaymentFacts): boolean {
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

/**
 * Whether an event reports only what is stored already, as the customer's return was settled before it arrived: then Stripe need not be
 * asked. What else may have happened to the payment since has events of its own.
 */
export async function isReportedBefore(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  const facts = factsOf(intent, shop.clock.now());
  const { checkoutId, paymentIntentId } = facts;
  const found = checkoutId === null ? null : await findStored(shop, { checkoutId, paymentIntentId });
  // Events have the charge's id in place of the charge.
  const { latest_charge: charge } = intent;
  const chargeId = typeof charge === "string" ? charge : (charge?.id ?? null);
  return found !== null && isSettled(found, { ...facts, chargeId });
}
