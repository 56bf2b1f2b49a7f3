import type Stripe from "stripe";

/**
 * The events that an endpoint at Stripe should send: those that are acted on. Each event costs a row, most a job, and a call to
 * Stripe; `payment_intent.created`, `charge.succeeded` and others say nothing that another one of these does not.
 */
export const webhookEventTypes = [
  "charge.dispute.closed",
  "charge.dispute.created",
  "charge.dispute.funds_reinstated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.updated",
  "checkout.session.async_payment_failed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.completed",
  "checkout.session.expired",
  "payment_intent.amount_capturable_updated",
  "payment_intent.canceled",
  "payment_intent.payment_failed",
  "payment_intent.processing",
  "payment_intent.requires_action",
  "payment_intent.succeeded",
  "radar.early_fraud_warning.created",
  "radar.early_fraud_warning.updated",
  "refund.created",
  "refund.failed",
  "refund.updated",
  "review.closed",
  "review.opened",
] as const satisfies Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const acted: ReadonlySet<string> = new Set(webhookEventTypes);

/** Whether the shop acts on such an event. Endpoints that are set to send all of them send others, too. */
export function isActedOn({ type }: Pick<Stripe.Event, "type">): boolean {
  return acted.has(type);
}
