import type { Stripe } from "../../src/stripe/stripe-types.ts";
import type { Shop } from "../../src/testing/open-shop.ts";

export const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** A promotion code for a coupon of its own, with some things changed. */
export async function make(
  { stripe }: Shop,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = {},
) {
  const { id } = await stripe.coupons.create({ percent_off: 10, ...coupon });
  return stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id }, ...more });
}
