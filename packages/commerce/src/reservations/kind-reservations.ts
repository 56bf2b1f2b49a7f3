import type { UnitOfWork } from "../unit-of-work.ts";

/** A line of a checkout, as far as reserving it goes. */
export interface ReservedLine {
  /** Names the line within its checkout. */
  position: number;
  variantId: string;
  quantity: number;
}

/** A line that wants more than is free. */
export interface Shortage {
  position: number;
  /** Units that nobody has bought or reserved. */
  free: number;
}

/** Why a reservation ends without a sale: somebody or a fault ended it, or its time ran out. */
export type ReservationEnd = "released" | "expired";

/**
 * What lines of one kind reserve. Each function is one round trip to the database in the caller's transaction, under the
 * checkout's lock, and locks its own rows in the order of their keys.
 */
export interface KindReservations {
  /** Reserves all these lines, or changes nothing and answers those that are short. */
  take(
    unit: UnitOfWork,
    request: { checkoutId: string; lines: readonly ReservedLine[] },
  ): Promise<Shortage[]>;
  /**
   * Sells what the checkout has reserved; what has ended is taken again if it is free. Answers false, having changed
   * nothing, if it is not. What is sold stays sold: doing it again changes nothing.
   */
  commit(unit: UnitOfWork, request: { checkoutId: string }): Promise<boolean>;
  /** Frees what the checkout still has reserved. What is sold, or free already, stays as it is. */
  release(unit: UnitOfWork, request: { checkoutId: string; state: ReservationEnd }): Promise<void>;
}
