import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import { getPaymentIntent } from "./get-payment-intent.ts";
import { assertAllowed, withStatus } from "./states.ts";

/** Ends a payment that has not succeeded; held money is released. */
export function cancelPaymentIntent(
  work: UnitOfWork,
  id: string,
  params: Stripe.PaymentIntentCancelParams,
): PaymentIntent {
  const intent = getPaymentIntent(work, id);
  assertAllowed("cancel", intent);
  const held =
    intent.status === "requires_capture" ? work.store.find("charge", intent.latest_charge ?? "") : null;
  const canceled: PaymentIntent = {
    ...withStatus(intent, "canceled"),
    amount_capturable: 0,
    canceled_at: work.clock.seconds(),
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
  };
  work.store.update(canceled);
  if (held) {
    const released = { ...held, amount_refunded: held.amount, refunded: true };
    work.store.update(released);
    recordEvent(work, "charge.refunded", released, held);
  }
  recordEvent(work, "payment_intent.canceled", canceled);
  return canceled;
}
