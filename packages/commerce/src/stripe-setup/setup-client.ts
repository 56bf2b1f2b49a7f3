import Stripe from "stripe";
import { hostOf } from "../stripe/stripe.ts";

/** The Stripe client of the set-up command: it needs no database, and tells each failure at once. @param apiBase null: Stripe itself */
export function createSetupClient({
  secretKey,
  apiBase,
}: {
  secretKey: string;
  apiBase: string | null;
}): Stripe {
  return new Stripe(secretKey, {
    ...{ telemetry: false, appInfo: { name: "Dualtrack" }, ...hostOf(apiBase) },
    ...{ maxNetworkRetries: 2, timeout: 20_000 },
  });
}
