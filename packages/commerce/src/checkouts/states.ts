import type { CheckoutState } from "@dualtrack/contract";

/** A checkout in one of these holds stock and may be paid. */
export const liveCheckoutStates = ["open", "paying"] satisfies CheckoutState[];

/**
 * Which state may follow which. `completed` can follow an end without payment: money that arrives late for stock
 * that is still there is a sale.
 */
export const checkoutMoves: Record<CheckoutState, readonly CheckoutState[]> = {
  open: ["paying", "completed", "expired", "cancelled"],
  paying: ["completed", "expired", "cancelled"],
  expired: ["completed"],
  cancelled: ["completed"],
  completed: [],
};

/** The states from which `to` may be reached. */
export function checkoutStatesBefore(to: CheckoutState): CheckoutState[] {
  return (Object.keys(checkoutMoves) as CheckoutState[]).filter((from) => checkoutMoves[from].includes(to));
}
