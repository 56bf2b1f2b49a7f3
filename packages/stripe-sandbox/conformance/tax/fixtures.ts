import type Stripe from "stripe";
import type { Shop } from "../../src/testing/open-shop.ts";

export type Address = Stripe.Tax.CalculationCreateParams.CustomerDetails.Address;

export type Line = Stripe.Tax.CalculationCreateParams.LineItem;

export const inBerlin: Address = { country: "DE", postal_code: "10115", city: "Berlin" };

export function calculate(
  { stripe }: Shop,
  address: Address,
  lines: Line[] = [{ amount: 1000, reference: "L1" }],
  more: Partial<Stripe.Tax.CalculationCreateParams> = {},
) {
  return stripe.tax.calculations.create({
    currency: "eur",
    line_items: lines,
    customer_details: { address, address_source: "shipping" },
    expand: ["line_items.data.tax_breakdown"],
    ...more,
  });
}

export const us = (state: string): Address => ({ country: "US", state });

export async function sale(
  shop: Shop,
  lines?: Line[],
  more: Partial<Stripe.Tax.CalculationCreateParams> = {},
) {
  const calculation = await calculate(shop, inBerlin, lines, more);
  return shop.stripe.tax.transactions.createFromCalculation({
    calculation: String(calculation.id),
    reference: `order_${calculation.id}`,
    expand: ["line_items"],
  });
}
