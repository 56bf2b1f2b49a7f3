import type { Reaction, UnitOfWork } from "../context/sandbox-context.ts";
import type { StripeObject } from "../stripe/stripe-types.ts";
import { followPayment } from "./checkout/complete-session.ts";
import { planDisputes } from "./disputes/after-charge.ts";
import { closeInquiriesOf } from "./disputes/dispute-outcomes.ts";
import { planWarning } from "./early-fraud-warnings/after-charge.ts";
import { settleWarningsOfDisputed, settleWarningsOfRefunded } from "./early-fraud-warnings/issue-warning.ts";
import { failRefundsOfDisputed } from "./refunds/refund-outcomes.ts";
import { closeReviewOfDisputed, closeReviewOfRefunded } from "./reviews/close-review.ts";

/**
 * What Stripe itself does because something happened: a Checkout Session completes when its payment succeeds. Carried
 * out after the event of that type is recorded, in the same transaction. A table, so that a payment needs to know
 * nothing of all that is built on payments.
 */
export const reactions: Readonly<Record<string, readonly Reaction[]>> = {
  "charge.captured": [on(planDisputes), on(planWarning)],
  "charge.dispute.created": [on(settleWarningsOfDisputed), on(closeReviewOfDisputed)],
  "charge.dispute.funds_withdrawn": [on(failRefundsOfDisputed)],
  "charge.expired": [on(closeReviewOfRefunded)],
  "charge.refunded": [on(closeInquiriesOf), on(settleWarningsOfRefunded), on(closeReviewOfRefunded)],
  "charge.succeeded": [on(planDisputes), on(planWarning)],
  "payment_intent.amount_capturable_updated": [on(followPayment)],
  "payment_intent.payment_failed": [on(followPayment)],
  "payment_intent.processing": [on(followPayment)],
  "payment_intent.succeeded": [on(followPayment)],
};

/** A reaction that knows what kind of object the events of its types carry. */
function on<T extends StripeObject>(react: (work: UnitOfWork, object: T) => void): Reaction {
  return (work, object) => react(work, object as T);
}
