import type { FulfilmentState } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";

/** Records how far an order's goods have travelled. Whoever moved them writes the timeline, which lets pages know. */
export async function recordFulfilmentState(
  tx: Tx,
  { orderId: id, fulfilmentState }: { orderId: string; fulfilmentState: FulfilmentState },
): Promise<void> {
  await tx.order.update({ where: { id }, data: { fulfilmentState } });
}
