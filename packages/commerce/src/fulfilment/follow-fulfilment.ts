import type { FulfilmentState } from "@dualtrack/contract";
import { moveOrder } from "../orders/move-order.ts";
import { recordFulfilmentState } from "../orders/record-fulfilment-state.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { type FulfilledOrder, getFulfilment, progressOf } from "./fulfilment-rows.ts";
import { fulfilmentStateOf } from "./fulfilment-state.ts";
import { lineDelivery } from "./line-delivery.ts";

/**
 * Updates an order's fulfilment state from its shipments and refunds, and completes the order when all lines are delivered.
 * Called after each shipment, delivery or refund, and when an order is confirmed that has lines which are not shipped, under the checkout's lock.
 */
export async function followFulfilment(unit: UnitOfWork, orderId: string): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const fulfilmentState = stateOf(order);
  if (fulfilmentState !== order.fulfilmentState)
    await recordFulfilmentState(tx, { orderId, fulfilmentState });
  if (fulfilmentState === "delivered") await moveOrder(unit, orderId, "completed", { kind: "completed" });
}

/** What is delivered by itself counts only if nothing else is to be delivered: a download does not make an order partly shipped. */
function stateOf(order: FulfilledOrder): FulfilmentState {
  const stateOfLines = (isAutomatic: boolean) =>
    fulfilmentStateOf(
      order.lines
        .filter(({ kind }) => lineDelivery[kind].isAutomatic === isAutomatic)
        .map((line) => progressOf(order, line)),
    );
  const state = stateOfLines(false);
  return state === "not_required" ? stateOfLines(true) : state;
}
