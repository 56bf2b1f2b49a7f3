export const checkoutStates = ["open", "paying", "completed", "expired", "cancelled"] as const;
export type CheckoutState = (typeof checkoutStates)[number];
