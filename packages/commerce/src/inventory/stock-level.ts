import type { Tx } from "@dualtrack/db";

/** Creates the stock level of a new variant. */
export async function openStockLevel(tx: Tx, variantId: string): Promise<void> {
  await tx.stockLevel.create({ data: { variantId } });
}

/** Deletes the stock level of a variant that never had stock, before the variant is deleted. */
export async function removeStockLevel(tx: Tx, variantId: string): Promise<void> {
  await tx.stockLevel.deleteMany({ where: { variantId } });
}
