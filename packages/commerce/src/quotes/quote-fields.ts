import type { Prisma, QuoteRow } from "@dualtrack/db";
import { readDiscounts } from "./read-discounts.ts";
import { readTaxes } from "./read-taxes.ts";

/** The sums of a quote, in minor units. */
const quoteSums = {
  subtotalAmount: true,
  discountAmount: true,
  shippingAmount: true,
  taxAmount: true,
  totalAmount: true,
} as const satisfies Prisma.CheckoutQuoteSelect;

/** What customers see of a quote. */
export const quoteFields = {
  ...quoteSums,
  shippingMethod: true,
  taxBehavior: true,
  shippingTaxes: true,
  discounts: true,
  lines: { select: { position: true, discountAmount: true, taxes: true } },
} as const satisfies Prisma.CheckoutQuoteSelect;

/** All of a quote, for whoever computes the next one. */
export const wholeQuoteFields = {
  ...quoteFields,
  number: true,
  taxSource: true,
  taxCalculationId: true,
  shippingTaxAmount: true,
  lines: {
    orderBy: { position: "asc" },
    select: { ...quoteFields.lines.select, taxAmount: true, totalAmount: true },
  },
} as const satisfies Prisma.CheckoutQuoteSelect;

/** A quote that was read with its checkout, as `findQuote` answers it. */
export function quoteRowOf(
  quote: Prisma.CheckoutQuoteGetPayload<{ select: typeof wholeQuoteFields }>,
): QuoteRow {
  return {
    ...quote,
    discounts: readDiscounts(quote.discounts),
    shippingTaxes: readTaxes(quote.shippingTaxes),
    lines: quote.lines.map((line) => ({ ...line, taxes: readTaxes(line.taxes) })),
  };
}
