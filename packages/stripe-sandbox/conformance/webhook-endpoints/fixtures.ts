import type Stripe from "stripe";
import type { Shop } from "../../src/testing/open-shop.ts";

export const url = "https://shop.test/webhooks";

export const enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ["customer.created"];

export const make = ({ stripe }: Shop, more: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ url, enabled_events, ...more });

/** The endpoint that every shop of these checks has. */
export async function ownEndpoint({ stripe }: Shop): Promise<string> {
  return (await stripe.webhookEndpoints.list()).data[0]?.id ?? "";
}
