import type { Prisma, Tx } from "@dualtrack/db";

interface NewCheckout extends Prisma.CheckoutCreateManyInput {
  lines: Prisma.CheckoutLineCreateManyCheckoutInput[];
}

/** Writes a checkout with its lines. What they reserve, and the job that ends it, is the caller's matter. */
export function createCheckout(tx: Tx, { lines, ...checkout }: NewCheckout): Promise<{ id: string }> {
  return tx.checkout.create({
    select: { id: true },
    data: { ...checkout, lines: { createMany: { data: lines } } },
  });
}
