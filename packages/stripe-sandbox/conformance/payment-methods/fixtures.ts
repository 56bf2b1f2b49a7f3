import type { Shop } from "../../src/testing/open-shop.ts";

/** A customer with a card. */
export async function owner({ stripe }: Shop, card = "pm_card_visa") {
  const { id: customer } = await stripe.customers.create();
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  return { customer, id };
}
