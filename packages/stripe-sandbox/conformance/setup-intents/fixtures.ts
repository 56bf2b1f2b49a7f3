import type { Shop } from "../../src/testing/open-shop.ts";

/** A setup that needs no return URL. */
export const setup = { automatic_payment_methods: { enabled: true, allow_redirects: "never" } } as const;

export const save = ({ stripe }: Shop, payment_method = "pm_card_visa", more: object = {}) =>
  stripe.setupIntents.create({ ...setup, payment_method, confirm: true, ...more });

/** A customer whose card was saved with the setup, 3-D Secure passed if it was asked for. */
export async function savedCard(shop: Shop, card: string) {
  const { id: customer } = await shop.stripe.customers.create();
  const intent = await save(shop, card, { customer });
  if (intent.status === "requires_action")
    await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
  const { payment_method } = await shop.stripe.setupIntents.retrieve(intent.id);
  return { customer, payment_method: String(payment_method) };
}

export const publicly = (shop: Shop, method: string, path: string, form: string) =>
  shop.call(method, path, { form, key: shop.sandbox.publishableKey });
