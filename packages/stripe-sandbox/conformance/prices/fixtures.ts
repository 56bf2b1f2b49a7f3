import type { Stripe } from "../../src/stripe/stripe-types.ts";
import type { Shop } from "../../src/testing/open-shop.ts";

/** A price of 10 dollars for a product of its own, with some things changed. */
export const make = ({ stripe }: Shop, more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({ currency: "usd", unit_amount: 1000, product_data: { name: "Mug" }, ...more });

/** The answer to a bare POST of a price, for what the SDK's types do not let through. */
export const post = async ({ stripe, call }: Shop, form: string) => {
  const { id } = await stripe.products.create({ name: "Mug" });
  return call("POST", "/v1/prices", { form: `product=${id}&currency=usd&${form}` });
};
