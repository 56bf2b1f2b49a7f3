import type { Stripe } from "@stripe/stripe-js";
import { useEffect, useState } from "react";
import type { PublicSettings } from "../../server/trpc.ts";
import { stripeFor } from "./stripe-loader.ts";

/** Stripe.js, loading from the moment the settings are known; `failed` until `retry` when it could not be had. */
export function useStripeLoader(settings: PublicSettings | undefined) {
  const [loading, setLoading] = useState<Promise<Stripe | null> | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempts, setAttempts] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: settings that are read again load nothing again, a try does
  useEffect(() => {
    if (!settings) return;
    setFailed(false);
    const stripe = stripeFor(settings);
    stripe.catch(() => setFailed(true));
    setLoading(stripe);
  }, [settings?.stripePublishableKey, attempts]);
  return { stripe: failed ? null : loading, failed, retry: () => setAttempts(attempts + 1) };
}
