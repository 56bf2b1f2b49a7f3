import type { Prisma } from "@dualtrack/db";

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
