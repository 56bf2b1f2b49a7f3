/** State of a webhook event. `dead`: its attempts are used up. `ignored`: it changed nothing, see `ignoredReasons`. */
export const webhookEventStates = ["received", "processed", "failed", "dead", "ignored"] as const;
export type WebhookEventState = (typeof webhookEventStates)[number];
