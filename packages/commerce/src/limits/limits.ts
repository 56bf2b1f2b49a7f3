/** What may be asked for so many times a minute from one network. */
export type LimitedCall = "cartChanges" | "checkouts" | "wrongLinks" | "rejectedWebhooks";

/** How much of the shop one caller may take. A network is an IPv4 address, or the /64 of an IPv6 one. */
export interface Limits {
  /** Unpaid checkouts that hold goods for one network at a time. */
  holdsPerNetwork: number;
  /** Percent of a variant's free units that one cart, and one network, may hold unpaid at a time; see `fairShare`. */
  sharePercent: number;
  /** Units that one checkout holds at most. */
  unitsPerCheckout: number;
  /** Calls of one network in a minute. */
  perMinute: Readonly<Record<LimitedCall, number>>;
}
