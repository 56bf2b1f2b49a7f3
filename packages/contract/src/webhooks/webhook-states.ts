/** State of a webhook event. `dead`: its attempts are used up. `ignored`: it is not about a payment of this shop. */
export const webhookEventStates = ["received", "processed", "failed", "dead", "ignored"] as const;
export type WebhookEventState = (typeof webhookEventStates)[number];
