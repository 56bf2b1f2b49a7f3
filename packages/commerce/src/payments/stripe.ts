import Stripe from "stripe";

/**
 * The one Stripe client. `apiBase` points it at the sandbox; without it, it speaks to Stripe.
 * Retries are the SDK's own (twice, under one idempotency key).
 */
export function createStripe({ secretKey, apiBase }: { secretKey: string; apiBase: string | null }): Stripe {
  const options: Stripe.StripeConfig = { timeout: 20_000, telemetry: false, appInfo: { name: "Dualtrack" } };
  if (apiBase === null) return new Stripe(secretKey, options);
  const { protocol, hostname, port } = new URL(apiBase);
  return new Stripe(secretKey, {
    ...options,
    protocol: protocol === "https:" ? "https" : "http",
    host: hostname,
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  });
}
