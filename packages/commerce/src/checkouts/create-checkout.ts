import type { Prisma, Tx } from "@dualtrack/db";

interface NewCheckout extends Prisma.CheckoutCreateManyInput {
  lines: Prisma.CheckoutLineCreateManyCheckoutInput[];
}

/** Creates a checkout with its lines. The caller reserves their units, and queues the job that ends the checkout. */
export function createCheckout(tx: Tx, { lines, ...checkout }: NewCheckout): Promise<{ id: string }> {
  return tx.checkout.create({
    select: { id: true },
    data: { ...checkout, lines: { createMany: { data: lines } } },
  });
}
