import { nextOrderNumber, passOrderNumber, type Tx } from "@dualtrack/db";

/** The number that a lost order had, or a new one if another order has it now. */
export async function freeNumber(tx: Tx, number: number | null): Promise<number> {
  if (number === null) return nextOrderNumber(tx);
  await passOrderNumber(tx, number);
  const isTaken =
    (await tx.order.count({ where: { number } })) +
    (await tx.checkout.count({ where: { orderNumber: number } }));
  return isTaken === 0 ? number : nextOrderNumber(tx);
}
