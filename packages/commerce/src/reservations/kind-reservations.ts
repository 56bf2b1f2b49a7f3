import type { UnitOfWork } from "../unit-of-work.ts";

/** The parts of a checkout's line that reserving needs. */
export interface ReservedLine {
  /** Identifies the line within its checkout. */
  position: number;
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: Date | null;
  /** Whether stock limits it. */
  tracksStock: boolean;
  quantity: number;
}

/** A line that asks for more than is free. */
export interface Shortage {
  position: number;
  /** Units that are neither sold nor reserved. */
  free: number;
  /** A service that does not begin at the line's time. */
  isOffered?: false;
}

/** How a reservation ends without a sale: released by somebody or by a fault, or expired. */
export type ReservationEnd = "released" | "expired";

/** A reservation that staff make for a customer: how soon and how far ahead customers can book is no limit. */
export interface ReservedByStaff {
  /** The checkout that it replaces, released in the same transaction: time that stays the same stays booked. Null: it replaces none. */
  replacedCheckoutId: string | null;
}

/**
 * Reservations of lines of one kind, or of several that reserve in the same tables. Each function makes one round trip to the database in the caller's transaction, under
 * the checkout's lock, and locks its own rows in the order of their keys.
 */
export interface KindReservations {
  /**
   * Reserves all lines, or changes nothing and answers the lines that are short. `reservesStock` false: stock is only looked at, and
   * taken by `commit`.
   */
  take(
    unit: UnitOfWork,
    request: {
      checkoutId: string;
      lines: readonly ReservedLine[];
      byStaff?: ReservedByStaff | null;
      reservesStock?: boolean;
    },
  ): Promise<Shortage[]>;
  /**
   * Sells the checkout's reserved units; units whose reservation has ended are taken if they are free. Answers false and
   * changes nothing if they are not. A second call changes nothing.
   */
  commit(unit: UnitOfWork, request: { checkoutId: string }): Promise<boolean>;
  /** Frees the units that the checkout still has reserved. Sold and freed units are not changed. */
  release(unit: UnitOfWork, request: { checkoutId: string; state: ReservationEnd }): Promise<void>;
}
