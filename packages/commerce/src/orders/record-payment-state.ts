import { notify, type OrderPaymentState, type Tx } from "@dualtrack/db";

/** Records an order's payment state, and notifies the pages that show the order if it has changed. */
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
