interface MoneyMoved {
  received: number;
  /** Given back, or on its way. */
  refunded: number;
  /** What banks hold, or have taken back for good. */
  disputed: number;
  /** Stripe's fees for disputes, won ones too, as far as they were not returned. */
  disputeFees: number;
}

/** What the shop has of the money of an order, or of a day. All in minor units of one currency; it may be below zero. */
export function netAmount({ received, refunded, disputed, disputeFees }: MoneyMoved): number {
  return received - refunded - disputed - disputeFees;
}
