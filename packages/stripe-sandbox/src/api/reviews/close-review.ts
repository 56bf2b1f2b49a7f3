import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Charge, Dispute, Review, Stripe } from "../../stripe/stripe-types.ts";

/** Somebody has looked at the payment and finds it good. https://docs.stripe.com/api/radar/reviews/approve */
export function approveReview(work: UnitOfWork, review: Review): Review {
  if (!review.open) throw refusal("This review is already closed.");
  return closeReview(work, review, "approved");
}

/** All the money is back with the customer, or the hold on it has ended: nothing is left to be looked at. */
export function closeReviewOfRefunded(work: UnitOfWork, charge: Charge): void {
  if (!charge.refunded) return;
  const asFraud = charge.fraud_details?.user_report === "fraudulent";
  closeReviewOf(
    work,
    charge.review,
    charge.captured ? (asFraud ? "refunded_as_fraud" : "refunded") : "canceled",
  );
}

/** The customer's bank has decided before the shop did. */
export function closeReviewOfDisputed(work: UnitOfWork, { charge }: Dispute): void {
  closeReviewOf(work, work.store.find("charge", charge)?.review ?? null, "disputed");
}

function closeReviewOf(work: UnitOfWork, id: string | null, reason: Stripe.Review.ClosedReason): void {
  const review = work.store.find("review", id ?? "");
  if (review?.open) closeReview(work, review, reason);
}

function closeReview(work: UnitOfWork, review: Review, reason: Stripe.Review.ClosedReason): Review {
  const closed: Review = { ...review, open: false, closed_reason: reason, reason };
  work.store.update(closed);
  recordEvent(work, "review.closed", closed);
  return closed;
}
