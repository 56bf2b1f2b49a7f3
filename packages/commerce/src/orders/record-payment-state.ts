import { notify, type OrderPaymentState, type Tx } from "@dualtrack/db";

/** Records how an order stands with its money, if that is news, and lets the pages that show the order know. */
export async function recordPaymentState(
  tx: Tx,
  { orderId: id, paymentState }: { orderId: string; paymentState: OrderPaymentState },
): Promise<void> {
  const { count } = await tx.order.updateMany({
    where: { id, paymentState: { not: paymentState } },
    data: { paymentState },
  });
  if (count === 1) await notify(tx, { topic: "order", id });
}
