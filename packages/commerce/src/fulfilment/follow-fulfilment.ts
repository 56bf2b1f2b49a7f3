import { moveOrder } from "../orders/move-order.ts";
import { recordFulfilmentState } from "../orders/record-fulfilment-state.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { getFulfilment, progressOf } from "./fulfilment-rows.ts";
import { fulfilmentStateOf } from "./fulfilment-state.ts";

/**
 * Brings an order's fulfilment state in line with its parcels and refunds; when every line is done in the way
 * of its kind, the order is completed. Whoever ships, delivers or refunds calls it, holding the checkout's lock.
 */
export async function followFulfilment(unit: UnitOfWork, orderId: string): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const fulfilmentState = fulfilmentStateOf(order.lines.map((line) => progressOf(order, line)));
  if (fulfilmentState !== order.fulfilmentState)
    await recordFulfilmentState(tx, { orderId, fulfilmentState });
  if (fulfilmentState === "delivered") await moveOrder(unit, orderId, "completed", { kind: "completed" });
}
