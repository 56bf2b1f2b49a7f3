import type { Shop } from "../../src/testing/open-shop.ts";

export type Features = Record<string, unknown>;

/** A customer session for a Payment Element with these features. */
export async function sessionWith({ stripe }: Shop, features: Features = {}) {
  const customer = await stripe.customers.create();
  const components = { payment_element: { enabled: true, features } };
  const session = await stripe.customerSessions.create({ customer: customer.id, components });
  return { customer: customer.id, session };
}
