import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Charge, PaymentIntent } from "../../stripe/stripe-types.ts";
import { withStatus } from "./states.ts";

/** How long a bank holds money that nobody takes. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
export const HOLD_MS = 7 * 24 * 60 * 60 * 1000;

/** The hold runs out: the payment is canceled by itself. */
export function expireAuthorization(work: UnitOfWork, id: string): void {
  const intent = work.store.find("payment_intent", id);
  const held = work.store.find("charge", intent?.latest_charge ?? "");
  if (intent?.status !== "requires_capture" || !held) return;
  const released: Charge = { ...held, amount_refunded: held.amount, refunded: true };
  work.store.update(released);
  const canceled: PaymentIntent = {
    ...withStatus(intent, "canceled"),
    amount_capturable: 0,
    canceled_at: work.clock.seconds(),
    cancellation_reason: "automatic",
  };
  work.store.update(canceled);
  recordEvent(work, "charge.expired", released, held);
  recordEvent(work, "payment_intent.canceled", canceled);
}
