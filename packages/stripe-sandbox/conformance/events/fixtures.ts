import type { Shop } from "../../src/testing/open-shop.ts";

export const created = "payment_intent.created";

export const DAY_MS = 86_400_000;

export async function payAndRefund(shop: Shop, card: string): Promise<string> {
  const { id } = await shop.pay(card);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  return (await shop.stripe.refunds.create({ payment_intent: id })).id;
}
