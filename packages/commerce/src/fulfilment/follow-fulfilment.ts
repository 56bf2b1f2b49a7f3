import { moveOrder } from "../orders/move-order.ts";
import { recordFulfilmentState } from "../orders/record-fulfilment-state.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { getFulfilment, progressOf } from "./fulfilment-rows.ts";
import { fulfilmentStateOf } from "./fulfilment-state.ts";

/**
 * Updates an order's fulfilment state from its shipments and refunds, and completes the order when all lines are delivered.
 * Called after each shipment, delivery or refund, under the checkout's lock.
 */
export async function followFulfilment(unit: UnitOfWork, orderId: string): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const fulfilmentState = fulfilmentStateOf(order.lines.map((line) => progressOf(order, line)));
  if (fulfilmentState !== order.fulfilmentState)
    await recordFulfilmentState(tx, { orderId, fulfilmentState });
  if (fulfilmentState === "delivered") await moveOrder(unit, orderId, "completed", { kind: "completed" });
}
