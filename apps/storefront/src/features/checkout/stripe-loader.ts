import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import type { PublicSettings } from "../../server/trpc.ts";

let loading: Promise<Stripe | null> | null = null;

/** Loads Stripe.js once. A failed attempt is dropped, so that the next one can succeed. */
export function stripeFor(settings: PublicSettings): Promise<Stripe | null> {
  loading ??= load(settings).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load({ stripeJsUrl, stripePublishableKey }: PublicSettings) {
  // Stripe's loader has no option for the address, but uses an existing window.Stripe.
  if (stripeJsUrl) await addScript(stripeJsUrl);
  return loadStripe(stripePublishableKey);
}

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`${src} did not load`));
    };
    document.head.append(script);
  });
}
