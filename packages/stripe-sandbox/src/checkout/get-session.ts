import { missing } from "../http/errors.ts";
import type { CheckoutSession, LineItem, Stripe } from "../stripe-types.ts";
import type { Work, World } from "../world.ts";

/** What a session knows and does not say. */
export interface SessionPrivate {
  /** Its line items, in their order. */
  lines: string[];
  paymentIntentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
  customerUpdate: Stripe.Checkout.SessionCreateParams.CustomerUpdate;
  /** What the customer gave with the last attempt to pay. The session shows it once it is complete. */
  given: Given | null;
}

/** What a customer types in beside the means of payment. */
export interface Given {
  customerDetails: NonNullable<CheckoutSession["customer_details"]>;
  shipping: NonNullable<CheckoutSession["collected_information"]>["shipping_details"];
  /** By the key of the custom field. */
  customFields: Record<string, string>;
  acceptsTerms: boolean;
}

export interface OpenedSession {
  session: CheckoutSession;
  hidden: SessionPrivate;
}

export function getSession(world: World, id: string): CheckoutSession {
  const found = world.store.find<CheckoutSession>("checkout.session", id);
  if (!found) throw missing("checkout.session", id);
  return found;
}

export function privateOf(world: World, id: string): SessionPrivate {
  const hidden = world.store.findPrivate<SessionPrivate>(id);
  if (!hidden) throw new Error(`${id} has no private part`);
  return hidden;
}

export function linesOf(world: World, { lines }: Pick<SessionPrivate, "lines">): LineItem[] {
  return lines.map((id) => {
    const line = world.store.find<LineItem>("item", id);
    if (!line) throw new Error(`${id} is no line item`);
    return line;
  });
}

/** The session that a payment intent was made for, if any. */
export function sessionOf(work: Work, intent: string): CheckoutSession | undefined {
  return work.store.list<CheckoutSession>({
    type: "checkout.session",
    where: { payment_intent: intent },
    limit: 1,
  }).data[0];
}
