import { payment, type Shop } from "../../src/testing/open-shop.ts";

export const hold = { capture_method: "manual" } as const;

export const manual = { confirmation_method: "manual" } as const;

export const threeDSecure = "pm_card_threeDSecure2Required";

export const create = ({ stripe }: Shop, more: object = {}) =>
  stripe.paymentIntents.create({ ...payment, ...more });

export const challenge = (shop: Shop, id: string, outcome: "complete" | "refuse") =>
  shop.control("POST", `/3ds/${id}`, { outcome });

export const chargesOf = async ({ stripe }: Shop, payment_intent: string) =>
  (await stripe.charges.list({ payment_intent })).data;

/** A browser asks, with the publishable key and the intent's own secret or another. */
export async function browser(shop: Shop, method: string, path: string, form: string) {
  return shop.call(method, `/v1/payment_intents/${path}`, { form, key: shop.sandbox.publishableKey });
}

/** Two mugs and a shipping fee: 1999 in all. */
export const twoMugs = {
  line_items: [{ product_name: "Mug", product_code: "MUG-1", quantity: 2, unit_cost: 750 }],
  shipping: { amount: 499, to_postal_code: "1010" },
};
