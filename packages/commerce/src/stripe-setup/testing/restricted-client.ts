import type { TestShop } from "@dualtrack/testkit";
import type Stripe from "stripe";
import { type KeyUser, neededRights } from "../needed-rights.ts";
import { createSetupClient } from "../setup-client.ts";

type Rights = Record<string, "read" | "write">;

/** A client with a restricted key of Stripe's, as its dashboard makes one. */
export async function restrictedClient(shop: TestShop, permissions: Rights): Promise<Stripe> {
  const response = await fetch(`${shop.sandbox.url}/_sandbox/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ permissions }),
  });
  const { key } = (await response.json()) as { key: string };
  return createSetupClient({ secretKey: key, apiBase: shop.sandbox.url });
}

/** The sandbox's names for the rights, which are those in Stripe's errors. */
const permissionNames: Record<string, string> = {
  PaymentIntents: "payment_intent",
  "Charges and Refunds": "charge",
  "Balance transactions": "balance_transaction",
  Payouts: "payout",
  "Checkout Sessions": "checkout_session",
  Disputes: "dispute",
  "Radar early fraud warnings": "radar",
  Reviews: "review",
  Events: "event",
  "Tax calculations and transactions": "tax_calculations_and_transactions",
  Coupons: "coupon",
  "Promotion codes": "promotion_code",
};

/** What the table says that a key of such a process needs, by the names that errors say. */
export function rightsOf(user: KeyUser): Rights {
  const own = neededRights.filter(({ users }) => users.includes(user));
  return Object.fromEntries(own.map(({ resource, access }) => [permissionNames[resource] ?? "", access]));
}
