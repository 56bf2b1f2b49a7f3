/**
 * What Stripe and the database say differently:
 * - `payment_without_order`: Stripe has the money, and there is neither an order nor a refund of it
 * - `order_without_payment`: the order is confirmed, and Stripe has no money for it
 * - `amount_differs`: the order's sum or currency is not that of its payment
 * - `duplicate_charge`: an order was paid twice, and one of the payments is not refunded
 * - `refund_missing_here`: Stripe has a refund that the books lack
 * - `refund_missing_there`: the books have a refund that Stripe lacks
 * - `refund_differs`: both have it, in another state or of another amount
 * - `payable_after_end`: a payment can still be made for a checkout that is over
 * - `stock_held`: a checkout that is over still holds goods, places or a discount
 * - `payout_differs`: what arrives at the bank is not what the payout's transactions add up to
 * - `payout_unmatched`: a payout has charges, refunds or disputes that the books lack, or that are not the shop's
 */
export const discrepancyKinds = [
  "payment_without_order",
  "order_without_payment",
  "amount_differs",
  "duplicate_charge",
  "refund_missing_here",
  "refund_missing_there",
  "refund_differs",
  "payable_after_end",
  "stock_held",
  "payout_differs",
  "payout_unmatched",
] as const;
export type DiscrepancyKind = (typeof discrepancyKinds)[number];

/** `vanished`: its cause went away by itself. */
export const discrepancyStates = ["open", "repaired", "vanished", "dismissed"] as const;
export type DiscrepancyState = (typeof discrepancyStates)[number];

/**
 * What one press does about a kind:
 * - `settle`: Stripe is asked again, and the order is brought to what it says
 * - `cancel_order`: the order is cancelled, and what Stripe has of its money is refunded
 * - `refund_again`: the refund counts as failed, and is sent again
 * - `end_payment`: the payment is cancelled at Stripe
 * - `release`: what is held becomes free
 * - `read_payout`: the payments of what is unmatched are settled, and the payout is read again with its transactions
 */
export type DiscrepancyRemedy =
  | "settle"
  | "cancel_order"
  | "refund_again"
  | "end_payment"
  | "release"
  | "read_payout";

const remedies: Record<DiscrepancyKind, DiscrepancyRemedy> = {
  payment_without_order: "settle",
  order_without_payment: "cancel_order",
  amount_differs: "cancel_order",
  duplicate_charge: "settle",
  refund_missing_here: "settle",
  refund_missing_there: "refund_again",
  refund_differs: "settle",
  payable_after_end: "end_payment",
  stock_held: "release",
  payout_differs: "read_payout",
  payout_unmatched: "read_payout",
};

export function remedyOf(kind: DiscrepancyKind): DiscrepancyRemedy {
  return remedies[kind];
}

/** Remedies that neither take anything from a customer nor need a decision: a run applies them by itself. */
const safeRemedies: readonly DiscrepancyRemedy[] = ["settle", "end_payment", "release", "read_payout"];

export function isSafelyRepaired(kind: DiscrepancyKind): boolean {
  return safeRemedies.includes(remedyOf(kind));
}

/** Whether somebody's money is in the wrong place while it lasts. */
export function isAboutMoney(kind: DiscrepancyKind): boolean {
  return kind !== "payable_after_end" && kind !== "stock_held";
}
