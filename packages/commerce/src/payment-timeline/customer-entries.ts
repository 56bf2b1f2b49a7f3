import type { TimelineOrder } from "./order-of-timeline.ts";
import type { PaymentTimelineEntry } from "./timeline-entry.ts";

/** What the customer did before there was an order, and each attempt to pay that was declined. */
export function customerEntries({ checkout, checkoutId }: TimelineOrder): PaymentTimelineEntry[] {
  const { quotes, paymentSessions, paymentFailures, currency, endedAt } = checkout;
  const plain = {
    kind: "customer",
    track: "customer",
    ids: [],
    amount: null,
    reason: null,
    by: null,
  } as const;
  const entries: PaymentTimelineEntry[] = quotes.map(({ number, totalAmount, quotedAt }, index) => ({
    ...plain,
    id: `quote:${number}`,
    at: (index === 0 ? checkout.createdAt : quotedAt).toISOString(),
    step: index === 0 ? ("checkout_started" as const) : ("price_changed" as const),
    ids: index === 0 ? [checkoutId] : [],
    amount: { amount: totalAmount, currency },
  }));
  for (const { stripeId, paymentIntentId, kind, openedAt, quoteNumber } of paymentSessions)
    entries.push({
      ...plain,
      id: `session:${stripeId}`,
      at: openedAt.toISOString(),
      step: kind === "checkout_session" ? "stripe_page_opened" : "payment_opened",
      ids: [...new Set([stripeId, paymentIntentId])].filter((id) => id !== null),
      amount: amountOfQuote(checkout, quoteNumber),
    });
  for (const failure of paymentFailures) {
    // Stripe's times are in whole seconds, and nobody was declined before the payment was opened.
    const session = paymentSessions.find(
      ({ stripeId, paymentIntentId }) =>
        stripeId === failure.paymentIntentId || paymentIntentId === failure.paymentIntentId,
    );
    const failedAt = Math.max(failure.failedAt.getTime(), session?.openedAt.getTime() ?? 0);
    entries.push({
      ...plain,
      id: `decline:${failure.id}`,
      at: new Date(failedAt).toISOString(),
      step: "declined",
      ids: [failure.paymentIntentId],
      amount: { amount: failure.amount, currency: failure.currency },
      reason: failure.declineCode ?? failure.code,
    });
  }
  if (endedAt !== null)
    entries.push({
      ...plain,
      id: "checkout:ended",
      at: endedAt.toISOString(),
      track: checkout.endedBy === null ? "customer" : "staff",
      step: "checkout_ended",
      reason: checkout.endedReason ?? checkout.state,
      by: checkout.endedBy,
    });
  return entries;
}

function amountOfQuote({ quotes, currency }: TimelineOrder["checkout"], quoteNumber: number) {
  const quote = quotes.find(({ number }) => number === quoteNumber);
  return quote === undefined ? null : { amount: quote.totalAmount, currency };
}
