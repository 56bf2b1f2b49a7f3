import type { FulfilmentState } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";

/** Records an order's fulfilment state. The caller adds the timeline entry, which notifies the pages. */
export async function recordFulfilmentState(
  tx: Tx,
  { orderId: id, fulfilmentState }: { orderId: string; fulfilmentState: FulfilmentState },
): Promise<void> {
  await tx.order.update({ where: { id }, data: { fulfilmentState } });
}
