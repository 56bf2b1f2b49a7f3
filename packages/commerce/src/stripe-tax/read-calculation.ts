import { exemptSupply } from "@dualtrack/contract";
import { z } from "zod";
import type { TaxOfRate } from "../pricing/tax-of.ts";

const amount = z.number().int().min(0);

const breakdownSchema = z.array(
  z.object({
    amount,
    taxable_amount: amount,
    taxability_reason: z.string(),
    jurisdiction: z.object({
      country: z.string(),
      state: z.string().nullable(),
      level: z.string(),
      display_name: z.string(),
    }),
    tax_rate_details: z.object({ display_name: z.string(), percentage_decimal: z.string() }).nullable(),
  }),
);

const partSchema = z.object({
  amount,
  amount_tax: amount,
  tax_behavior: z.enum(["inclusive", "exclusive"]),
  tax_breakdown: breakdownSchema,
});

const calculationSchema = z.object({
  id: z.string().min(1),
  currency: z.string(),
  shipping_cost: partSchema,
  line_items: z.object({
    data: z.array(partSchema.extend({ reference: z.string() })),
    has_more: z.boolean(),
  }),
});

/** A line of a calculation, or its shipping. Minor units. */
export interface AnsweredPart {
  amount: number;
  taxAmount: number;
  behavior: "inclusive" | "exclusive";
  taxes: TaxOfRate[];
}

/**
 * A calculation of Stripe Tax, its taxes as the shop names them. Throws for what is no calculation.
 * @see https://docs.stripe.com/api/tax/calculations/object
 */
export function readCalculation(answer: unknown) {
  const { id, currency, shipping_cost, line_items } = calculationSchema.parse(answer);
  return {
    id,
    currency,
    shipping: partOf(shipping_cost),
    lines: line_items.data.map((line) => ({ reference: line.reference, ...partOf(line) })),
    hasMore: line_items.has_more,
  };
}

function partOf({
  amount: price,
  amount_tax,
  tax_behavior,
  tax_breakdown,
}: z.output<typeof partSchema>): AnsweredPart {
  return {
    amount: price,
    taxAmount: amount_tax,
    behavior: tax_behavior,
    taxes: tax_breakdown.flatMap(taxOf),
  };
}

/** One tax; none where the shop collects none, or goods are not taxed. */
function taxOf({
  amount: taxAmount,
  taxable_amount,
  taxability_reason,
  jurisdiction,
  tax_rate_details: rate,
}: z.output<typeof breakdownSchema>[number]): TaxOfRate[] {
  const { country, state, level, display_name: place } = jurisdiction;
  const of = { jurisdiction: level === "country" || state === null ? country : `${country}-${state}` };
  if (taxability_reason === "reverse_charge")
    return [{ ...of, name: exemptSupply, rate: 0, taxableAmount: taxable_amount, taxAmount }];
  // Exempt goods and places without a registration have a rate of 0 %, or none.
  if (rate === null || (taxAmount === 0 && !taxability_reason.endsWith("_rated"))) return [];
  const isLocal = level !== "country" && level !== "state";
  return [
    {
      ...of,
      name: isLocal ? `${rate.display_name} (${place})` : rate.display_name,
      rate: Math.round(Number(rate.percentage_decimal) * 10_000),
      ...{ taxableAmount: taxable_amount, taxAmount },
    },
  ];
}
