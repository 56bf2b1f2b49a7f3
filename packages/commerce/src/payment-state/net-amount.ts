interface MovedAmounts {
  received: number;
  /** Refunds, including those in progress. */
  refunded: number;
  /** Taken by banks, provisionally or finally. */
  disputed: number;
  /** Stripe's fees for disputes, including won ones, without returned fees. */
  disputeFees: number;
}

/** The shop's share of an order's or a day's money, in minor units of one currency; it may be negative. */
export function netAmount({ received, refunded, disputed, disputeFees }: MovedAmounts): number {
  return received - refunded - disputed - disputeFees;
}
