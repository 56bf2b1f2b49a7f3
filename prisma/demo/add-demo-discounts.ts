import type { Tx } from "../../packages/db/src/index.ts";

/** Two codes to try: one for each customer's first order, and one that ten customers can use. */
export async function addDemoDiscounts(tx: Tx): Promise<void> {
  const createdAt = new Date();
  await tx.discount.create({
    data: {
      ...{ name: "10 % off your first order", kind: "percent", percentBps: 1_000, createdAt },
      ...{ isFirstOrderOnly: true, maxUsesPerCustomer: 1 },
      codes: { create: { code: "WELCOME10", createdAt } },
    },
  });
  await tx.discount.create({
    data: {
      ...{ name: "Free shipping for ten", kind: "free_shipping", maxUses: 10, createdAt },
      codes: { create: { code: "TENFREE", createdAt } },
    },
  });
}
