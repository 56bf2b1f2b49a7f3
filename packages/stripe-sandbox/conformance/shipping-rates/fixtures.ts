import type { Stripe } from "../../src/stripe/stripe-types.ts";
import type { Shop } from "../../src/testing/open-shop.ts";

export const make = ({ stripe }: Shop, more: Partial<Stripe.ShippingRateCreateParams> = {}) =>
  stripe.shippingRates.create({
    display_name: "Ground",
    fixed_amount: { amount: 500, currency: "usd" },
    ...more,
  });

export const inTwoCurrencies = {
  amount: 500,
  currency: "usd",
  currency_options: { eur: { amount: 450, tax_behavior: "inclusive" } },
} as const;
