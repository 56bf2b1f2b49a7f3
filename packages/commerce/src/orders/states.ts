import type { OrderState } from "@dualtrack/contract";

/**
 * The states that may follow each state. `failed` is not final: the customer may try another card with the same payment, and
 * a success that is reported late still confirms the order. `confirmed` has no way back.
 */
export const orderMoves: Record<OrderState, readonly OrderState[]> = {
  processing: ["confirmed", "failed", "cancelled"],
  failed: ["processing", "confirmed", "cancelled"],
  confirmed: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

/** The states that `to` may follow. */
export function orderStatesBefore(to: OrderState): OrderState[] {
  return (Object.keys(orderMoves) as OrderState[]).filter((from) => orderMoves[from].includes(to));
}
