import type { Shop } from "../../src/testing/open-shop.ts";

export const advance = (shop: Shop, ms: number) => shop.control("POST", "/clock", { advanceMs: ms });

/** The charge of a payment that was just made. */
export async function charged(shop: Shop, card = "pm_card_visa", more: Parameters<Shop["pay"]>[1] = {}) {
  const intent = await shop.pay(card, more);
  return { intent, charge: await shop.stripe.charges.retrieve(String(intent.latest_charge)) };
}

export const address = { line1: "1 Main St", city: "Portland", country: "US", postal_code: "97201" };
