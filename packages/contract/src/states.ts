/** State names, as the database, the API and both apps spell them. Which move is allowed is commerce's business. */
export const checkoutStates = ["open", "paying", "completed", "expired", "cancelled"] as const;
export type CheckoutState = (typeof checkoutStates)[number];

export const reservationStates = ["held", "committed", "released", "expired"] as const;
export type ReservationState = (typeof reservationStates)[number];

export const orderStates = ["processing", "confirmed", "completed", "failed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

/** Availability of a product or variant, as a customer understands it. */
export const availabilities = ["available", "low", "sold_out", "upcoming"] as const;
export type Availability = (typeof availabilities)[number];
