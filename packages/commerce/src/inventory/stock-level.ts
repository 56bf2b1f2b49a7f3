import type { Tx } from "@dualtrack/db";

/** A new variant has stock to count from the beginning. */
export async function openStockLevel(tx: Tx, variantId: string): Promise<void> {
  await tx.stockLevel.create({ data: { variantId } });
}

/** Takes away the level of a variant that never had stock, before the variant itself goes. */
export async function removeStockLevel(tx: Tx, variantId: string): Promise<void> {
  await tx.stockLevel.deleteMany({ where: { variantId } });
}
