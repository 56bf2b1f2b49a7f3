import type { CheckoutState } from "@dualtrack/contract";

/** A checkout in one of these states has reserved stock and can be paid. */
export const liveCheckoutStates = ["open", "paying"] satisfies CheckoutState[];

export function isLiveCheckout(state: CheckoutState): boolean {
  return liveCheckoutStates.some((live) => live === state);
}

/**
 * The states that may follow each state. `completed` can follow an end without payment: money that arrives late is a sale
 * if the goods are still in stock.
 */
export const checkoutMoves: Record<CheckoutState, readonly CheckoutState[]> = {
  open: ["paying", "completed", "expired", "cancelled"],
  paying: ["completed", "expired", "cancelled"],
  expired: ["completed"],
  cancelled: ["completed"],
  completed: [],
};

/** The states that `to` may follow. */
export function checkoutStatesBefore(to: CheckoutState): CheckoutState[] {
  return (Object.keys(checkoutMoves) as CheckoutState[]).filter((from) => checkoutMoves[from].includes(to));
}
