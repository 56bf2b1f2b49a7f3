import type { OrderEventKind } from "@dualtrack/db";
import { recordOnTimeline } from "../orders/move-order.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfReview } from "./alert-of-fraud.ts";

interface SettleReviews {
  facts: Pick<PaymentFacts, "paymentIntentId" | "reviews" | "observedAt">;
}

/**
 * Updates the stored reviews of a payment to Stripe's. Opening and closing add events to the order's timeline, and staff get
 * a mail about an open review. The caller holds the checkout's lock.
 */
export async function settleReviews(
  unit: UnitOfWork,
  { facts: { paymentIntentId, reviews, observedAt } }: SettleReviews,
): Promise<void> {
  const { tx } = unit;
  for (const { id, ...review } of reviews) {
    const known = await tx.paymentReview.findUnique({ where: { id } });
    const isNewer =
      known === null ||
      observedAt > known.observedAt ||
      (+observedAt === +known.observedAt && !review.isOpen);
    if (!isNewer) continue;
    const values = { ...review, observedAt };
    await tx.paymentReview.upsert({
      where: { id },
      create: { id, paymentIntentId, ...values },
      update: values,
    });
    const order = await findOrderOfPayment(tx, paymentIntentId);
    if (order === null) continue;
    const kinds: OrderEventKind[] = [];
    if (known === null) kinds.push("review_opened");
    if (known?.isOpen !== false && !review.isOpen) kinds.push("review_closed");
    const { openedReason, closedReason } = review;
    for (const kind of kinds)
      await recordOnTimeline(unit, order.id, {
        ...{ kind, stripeId: id },
        details: kind === "review_opened" ? { reason: openedReason } : { reason: closedReason },
      });
    if (known === null && review.isOpen) await alertOfReview(unit, { id, orderId: order.id });
  }
}
