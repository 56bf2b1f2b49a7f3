import { lockStock, type Tx } from "@dualtrack/db";

/** Locks the stock of these variants until the transaction ends, and answers their units that are neither sold nor reserved. */
export async function lockFreeUnits(tx: Tx, variantIds: string[]): Promise<Map<string, number>> {
  const levels = await lockStock(tx, variantIds);
  return new Map(levels.map(({ variantId, onHand, reserved }) => [variantId, onHand - reserved]));
}
