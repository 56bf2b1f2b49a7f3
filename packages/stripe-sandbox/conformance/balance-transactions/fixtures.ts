import type { Shop } from "../../src/testing/open-shop.ts";

/** A payment, and what it brought to the balance. */
export async function booked(shop: Shop, card = "pm_card_visa", more: Parameters<Shop["pay"]>[1] = {}) {
  const intent = await shop.pay(card, { capture_method: "automatic", ...more });
  return bookingOf(shop, String(intent.latest_charge));
}

export async function bookingOf(shop: Shop, charge: string) {
  const [booking] = (await shop.stripe.balanceTransactions.list({ source: charge })).data;
  if (!booking) throw new Error(`Nothing was booked for ${charge}`);
  return booking;
}
