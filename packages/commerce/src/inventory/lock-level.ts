import { type LockedStock, lockStock, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

/** Locks one variant's stock and reads it with the variant's SKU. VARIANT_NOT_FOUND. */
export async function lockLevel(tx: Tx, variantId: string): Promise<LockedStock & { sku: string }> {
  const [level] = await lockStock(tx, [variantId]);
  if (level === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  const { sku } = await tx.variant.findUniqueOrThrow({ where: { id: variantId }, select: { sku: true } });
  return { ...level, sku };
}
