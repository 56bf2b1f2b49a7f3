import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Charge, PaymentIntent, Review } from "../../stripe/stripe-types.ts";

/** The review that a charge is born with, where a rule of Radar asks for one; the caller stores the charge. */
export function reviewByRule(work: UnitOfWork, charge: Charge): Review | null {
  return charge.outcome?.type === "manual_review" ? insertReview(work, charge, "rule") : null;
}

/**
 * Somebody in the Dashboard puts a payment under review. It stays paid, or held, meanwhile.
 * https://docs.stripe.com/radar/reviews
 */
export function openReview(work: UnitOfWork, charge: Charge): Review {
  if (charge.status !== "succeeded" || charge.refunded)
    throw refusal(`Charge ${charge.id} has no money to review.`);
  if (charge.review && work.store.find("review", charge.review)?.open)
    throw refusal(`Charge ${charge.id} is under review already.`);
  const review = insertReview(work, charge, "manual");
  const reviewed: Charge = { ...charge, review: review.id };
  work.store.update(reviewed);
  const intent = work.store.find("payment_intent", charge.payment_intent ?? "");
  if (intent) {
    const alike: PaymentIntent = { ...intent, review: review.id };
    work.store.update(alike);
  }
  recordEvent(work, "review.opened", review);
  return review;
}

function insertReview(work: UnitOfWork, charge: Charge, reason: "manual" | "rule"): Review {
  const review: Review = {
    id: newId("prv"),
    object: "review",
    billing_zip: charge.billing_details.address?.postal_code ?? null,
    charge: charge.id,
    closed_reason: null,
    created: work.clock.seconds(),
    // Nobody offline has an address of the internet, or a place on the map.
    ip_address: null,
    ip_address_location: null,
    livemode: false,
    open: true,
    opened_reason: reason,
    ...(charge.payment_intent ? { payment_intent: charge.payment_intent } : {}),
    reason,
    session: null,
  };
  work.store.insert(review, null, review.created);
  return review;
}
