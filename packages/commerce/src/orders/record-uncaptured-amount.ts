import { notify, type Tx } from "@dualtrack/db";

/** Records what of the total of a payment's order is never charged, in minor units. Without an order it does nothing. */
export async function recordUncapturedAmount(
  tx: Tx,
  { paymentIntentId, amount: uncapturedAmount }: { paymentIntentId: string; amount: number },
): Promise<void> {
  const where = { paymentIntentId, uncapturedAmount: { not: uncapturedAmount } };
  const changed = await tx.order.updateManyAndReturn({
    ...{ where, data: { uncapturedAmount }, select: { id: true } },
  });
  for (const { id } of changed) await notify(tx, { topic: "order", id });
}
