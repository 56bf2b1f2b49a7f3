import type { Money } from "@dualtrack/contract";
import type { Prisma, QuoteDiscount } from "@dualtrack/db";
import { z } from "zod";

const discountsSchema = z.array(
  z.object({
    discountId: z.string(),
    codeId: z.string().nullable(),
    code: z.string().nullable(),
    name: z.string(),
    amount: z.number(),
    shippingAmount: z.number(),
    isUncounted: z.literal(true).optional(),
  }),
);

/** The discounts that a quote or an order has stored. */
export function readDiscounts(stored: Prisma.JsonValue): QuoteDiscount[] {
  return discountsSchema.parse(stored);
}

/** The same for people, each with what it takes off goods and shipping together, and the part that is off shipping. */
export function discountsView(stored: Prisma.JsonValue, currency: string) {
  const money = (amount: number): Money => ({ amount, currency });
  return readDiscounts(stored).map(({ name, code, amount, shippingAmount }) => ({
    ...{ name, code },
    amount: money(amount + shippingAmount),
    offShipping: money(shippingAmount),
  }));
}
