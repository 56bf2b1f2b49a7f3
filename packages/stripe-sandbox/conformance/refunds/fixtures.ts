import type { Shop } from "../../src/testing/open-shop.ts";

export const advance = (shop: Shop, seconds: number) =>
  shop.control("POST", "/clock", { advanceMs: seconds * 1000 });

/** A paid charge of 19.99, by id. It is booked already, so that no `charge.updated` comes between. */
export async function paid(shop: Shop, card = "pm_card_visa", more = {}) {
  const { id, latest_charge } = await shop.pay(card, { capture_method: "automatic", ...more });
  return { intent: id, charge: String(latest_charge) };
}

/** A refund of all of a charge on a card whose refunds take their own course. */
export async function refunded(shop: Shop, card: string) {
  const { charge, intent } = await paid(shop, card);
  return { charge, intent, refund: await shop.stripe.refunds.create({ charge }) };
}
