import type { Prisma } from "@dualtrack/db";

/** The rows of an order that its payment timeline is made of, besides those that are found by ids. */
export const timelineRows = {
  id: true,
  number: true,
  checkoutId: true,
  paymentIntentId: true,
  currency: true,
  timeline: { orderBy: { id: "asc" } },
  checkout: {
    select: {
      currency: true,
      createdAt: true,
      state: true,
      endedAt: true,
      endedBy: true,
      endedReason: true,
      quotes: { orderBy: { number: "asc" }, select: { number: true, totalAmount: true, quotedAt: true } },
      paymentSessions: { orderBy: { openedAt: "asc" } },
      paymentFailures: { orderBy: { failedAt: "asc" } },
      syncRunItems: { include: { run: true } },
      payments: {
        select: {
          paymentIntentId: true,
          chargeId: true,
          refunds: { select: { id: true, stripeRefundId: true } },
          disputes: { select: { id: true } },
          fraudWarnings: { select: { id: true } },
          reviews: { select: { id: true } },
        },
      },
    },
  },
} satisfies Prisma.OrderSelect;

export type TimelineOrder = Prisma.OrderGetPayload<{ select: typeof timelineRows }>;

/** Ids of all objects at Stripe that the order's money is about. */
export function stripeIdsOf({ paymentIntentId, checkout }: TimelineOrder): string[] {
  const ids = checkout.payments.flatMap((payment) => [
    payment.paymentIntentId,
    payment.chargeId,
    ...payment.refunds.map(({ stripeRefundId }) => stripeRefundId),
    ...[...payment.disputes, ...payment.fraudWarnings, ...payment.reviews].map(({ id }) => id),
  ]);
  const sessions = checkout.paymentSessions.flatMap((session) => [session.stripeId, session.paymentIntentId]);
  return [...new Set([paymentIntentId, ...sessions, ...ids])].filter((id) => id !== null);
}
