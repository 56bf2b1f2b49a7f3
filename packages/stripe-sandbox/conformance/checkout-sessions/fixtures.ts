import type Stripe from "stripe";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";

export type Params = Stripe.Checkout.SessionCreateParams;

/** One T-shirt for $20.00. */
export const shirt = (
  more: Partial<Stripe.Checkout.SessionCreateParams.LineItem> = {},
): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "usd", unit_amount: 2000, product_data: { name: "T-shirt" } },
  quantity: 1,
  ...more,
});

export const order = {
  mode: "payment",
  line_items: [shirt()],
  success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
} satisfies Params;

export const open = ({ stripe }: Shop, more: Params = {}) =>
  stripe.checkout.sessions.create({ ...order, ...more });

/** The customer pays on the hosted page. */
export const pay = (shop: Shop, id: string, more: object = {}) =>
  shop.control("POST", `/checkout/${id}/pay`, {
    payment_method: "pm_card_visa",
    email: "anna@example.com",
    ...more,
  });

export const retrieve = ({ stripe }: Shop, id: string, expand: string[] = []) =>
  stripe.checkout.sessions.retrieve(id, { expand });

export const rate = (name: string, amount: number, currency = "usd") => ({
  shipping_rate_data: {
    type: "fixed_amount" as const,
    display_name: name,
    fixed_amount: { amount, currency },
  },
});

/** The code SUMMER for a coupon of 25 %, some things about it changed. */
export async function offerCode(
  { stripe }: Shop,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
): Promise<Stripe.PromotionCode> {
  const { id } = await stripe.coupons.create({ percent_off: 25 });
  return stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id }, code: "SUMMER", ...more });
}

export const berlin = { line1: "Torstr. 1", postal_code: "10119", city: "Berlin", country: "DE" };

export const euros = (amount: number, more: object = {}): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "eur", unit_amount: amount, product_data: { name: "Cap" }, ...more },
  quantity: 1,
});

/** A session for a page inside of the shop's. */
export const embed = (shop: Shop, more: Params) => {
  const { success_url: _, ...rest } = order;
  return shop.stripe.checkout.sessions.create({ ...rest, ui_mode: "embedded_page", ...more });
};

export const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60;

export const refused = (shop: Shop, more: Params) => errorOf(open(shop, more));
