import { notify, type Tx } from "@dualtrack/db";

/**
 * Records when the money of a confirmed order was received, if that is not known yet; the order counts as sold from then on. Answers
 * whether it was recorded now.
 */
export async function recordPaidAt(
  tx: Tx,
  { orderId: id, paidAt }: { orderId: string; paidAt: Date },
): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id, paidAt: null, confirmedAt: { not: null } },
    data: { paidAt },
  });
  if (count === 1) await notify(tx, { topic: "order", id });
  return count === 1;
}
