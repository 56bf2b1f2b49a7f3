import type { Shop } from "../../src/testing/open-shop.ts";

/** A paid charge that Radar has put under review. */
export async function reviewed(shop: Shop, more = {}, card = "pm_card_riskLevelElevated") {
  const intent = await shop.pay(card, more);
  return { intent, charge: String(intent.latest_charge), review: String(intent.review) };
}

export const read = (shop: Shop, id: string) => shop.stripe.reviews.retrieve(id);

export const decide = (shop: Shop, id: string, outcome: string) =>
  shop.control("POST", `/reviews/${id}`, { outcome });

export const closedAs = (reason: string) => ({ open: false, closed_reason: reason, reason });
