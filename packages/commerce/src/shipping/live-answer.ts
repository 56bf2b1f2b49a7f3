import type { TableRateReason } from "@dualtrack/contract";

/** What a carrier asks for all parcels of a cart with one of its services. */
export interface LiveRate {
  carrier: string;
  service: string;
  /** Minor units. */
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** Working days on the way; null: the carrier does not say. */
  days: number | null;
  /** What one unit of the shop's base currency costs in `currency`, as a decimal in digits; null: it was not known. */
  perBase: string | null;
  /** The carrier service's ids of it, one for each parcel. */
  ids: string[];
}

/** What is known of carriers' prices for a cart. */
export interface LiveAnswer {
  /** Of the stored answer; null: there is none. */
  id: string | null;
  /** Why there are no prices; null: there are. */
  reason: TableRateReason | null;
  rates: readonly LiveRate[];
}

/** Nobody has asked carriers, as for an estimate. */
export const notAsked: LiveAnswer = { id: null, reason: "not_asked", rates: [] };
