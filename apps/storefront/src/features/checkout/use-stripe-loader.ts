import type { Stripe } from "@stripe/stripe-js";
import { useEffect, useState } from "react";
import type { PublicSettings } from "../../server/trpc.ts";
import { stripeFor } from "./stripe-loader.ts";

/** Stripe.js, which loads once the settings are known; `failed` stays set until `retry` when it could not be loaded. */
export function useStripeLoader(settings: PublicSettings | undefined) {
  const [loading, setLoading] = useState<Promise<Stripe | null> | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempts, setAttempts] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again, newly read settings do not
  useEffect(() => {
    if (!settings) return;
    setFailed(false);
    const stripe = stripeFor(settings);
    stripe.catch(() => setFailed(true));
    setLoading(stripe);
  }, [settings?.stripePublishableKey, attempts]);
  return { stripe: failed ? null : loading, failed, retry: () => setAttempts(attempts + 1) };
}
