import type { UnitOfWork } from "../../context/sandbox-context.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { keepLineItems } from "./amount-details.ts";
import { getPaymentIntent } from "./get-payment-intent.ts";
import { allowedIn, assertAllowed, statusOf, withStatus } from "./states.ts";
import { applyTerms } from "./terms.ts";

/** What may still change after the money moved. */
const alwaysChangeable = new Set(["metadata", "description", "receipt_email", "shipping", "expand"]);

/** Changes a payment's terms. A new payment method makes it ready to confirm; a waiting challenge is dropped then. */
export function updatePaymentIntent(
  work: UnitOfWork,
  id: string,
  params: Stripe.PaymentIntentUpdateParams,
): PaymentIntent {
  const intent = getPaymentIntent(work, id);
  for (const name of Object.keys(params))
    if (!alwaysChangeable.has(name)) assertAllowed("change_terms", intent, name);
  const changed = applyTerms(work, intent, params);
  // "It will be cleared if the PaymentIntent is later updated for any reason."
  const next: PaymentIntent = { ...settleStatus(intent, changed), last_payment_error: null };
  const known = work.store.findPrivate<IntentPrivate>(id);
  // 3-D Secure was passed for one card, not for another.
  const hidden: IntentPrivate = {
    ...known,
    ...(next.payment_method === intent.payment_method ? {} : { authenticated: false }),
    ...(params.shipping === undefined ? {} : { shippingByBrowser: false }),
  };
  work.store.update(next, keepLineItems(hidden, params.amount_details));
  return next;
}

function settleStatus(before: PaymentIntent, changed: PaymentIntent): PaymentIntent {
  const open = allowedIn.change_terms.includes(statusOf(before));
  const newMethod = changed.payment_method !== before.payment_method;
  const newTerms = changed.amount !== before.amount || changed.currency !== before.currency;
  if (!open || !(newMethod || (newTerms && before.status === "requires_action"))) return changed;
  return {
    ...withStatus(changed, changed.payment_method ? "requires_confirmation" : "requires_payment_method"),
    next_action: null,
  };
}
