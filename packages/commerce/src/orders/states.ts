import type { OrderState } from "@dualtrack/contract";

/**
 * Which state may follow which. `failed` is not the end: its customer may try another card with the same payment,
 * and a success that we learn of late still makes the order. Nothing leads back from `confirmed`.
 */
export const orderMoves: Record<OrderState, readonly OrderState[]> = {
  processing: ["confirmed", "failed", "cancelled"],
  failed: ["processing", "confirmed", "cancelled"],
  confirmed: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

/** The states from which `to` may be reached. */
export function orderStatesBefore(to: OrderState): OrderState[] {
  return (Object.keys(orderMoves) as OrderState[]).filter((from) => orderMoves[from].includes(to));
}
