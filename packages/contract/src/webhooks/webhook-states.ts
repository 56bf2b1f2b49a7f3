/** How an event of Stripe's stands: `dead` was tried too often, `ignored` says nothing about a payment of ours. */
export const webhookEventStates = ["received", "processed", "failed", "dead", "ignored"] as const;
export type WebhookEventState = (typeof webhookEventStates)[number];
