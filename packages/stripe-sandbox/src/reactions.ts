import { planDisputes } from "./disputes/after-charge.ts";
import { closeInquiriesOf } from "./disputes/dispute-outcomes.ts";
import type { Charge, StripeObject } from "./stripe-types.ts";
import type { Work } from "./world.ts";

/**
 * What Stripe itself does because something happened: a Checkout Session completes when its payment succeeds. Carried
 * out after the event of that type is recorded, in the same transaction. A table, so that a payment needs to know
 * nothing of all that is built on payments.
 */
export const reactions: Readonly<Record<string, readonly Reaction[]>> = {
  "charge.captured": [(work, charge) => planDisputes(work, charge as Charge)],
  "charge.refunded": [(work, charge) => closeInquiriesOf(work, charge as Charge)],
  "charge.succeeded": [(work, charge) => planDisputes(work, charge as Charge)],
};

/** `object` is the event's own: do not change it; store a new version. */
export type Reaction = (work: Work, object: StripeObject) => void;
