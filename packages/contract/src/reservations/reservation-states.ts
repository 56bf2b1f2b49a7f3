export const reservationStates = ["held", "committed", "released", "expired"] as const;
export type ReservationState = (typeof reservationStates)[number];

/** The periods of the figures. */
export const reservationPeriods = ["24h", "7d", "30d"] as const;
export type ReservationPeriod = (typeof reservationPeriods)[number];
