import type { Prisma } from "@dualtrack/db";

/** The sums of a quote, in minor units. */
export const quoteSums = {
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
} as const satisfies Prisma.CheckoutQuoteSelect;
