import { expect } from "@playwright/test";
import type { ShopProcess } from "./shop-process.ts";

/** Another program at the same Stripe account opens a payment and cancels it; resolves when that event is in the inbox. */
export async function foreignEvent(shop: ShopProcess): Promise<void> {
  const call = async (path: string, fields: Record<string, string>) => {
    const response = await fetch(`${shop.stripeUrl}/v1/payment_intents${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { authorization: "Bearer sk_test_sandbox" },
    });
    return (await response.json()) as { id: string };
  };
  const { id } = await call("", { amount: "1000", currency: "eur" });
  await call(`/${id}/cancel`, {});
  await expect(async () => {
    expect(await shop.sql("select from webhook_event where object_id = $1", [id])).toHaveLength(1);
  }).toPass();
}
