import { amountStep, type Money } from "@dualtrack/contract";
import { freeUntil } from "../bookings/free-until.ts";
import { paidPayment, refundedQuantity } from "../payment-state/refundable.ts";
import { refundAmounts } from "../pricing/refund-amounts.ts";
import type { OrderedBooking } from "./lock-booking.ts";

interface CancellationTerms {
  /** Until then it is cancelled free of charge, and its customer can move it. */
  freeUntil: Date;
  isFree: boolean;
  /** What was paid for the places that are left, tax included. */
  price: Money;
  /** What of it goes back by the rule that the customer has agreed to. */
  refund: Money;
  /** The most that can go back, as a bank may have taken back a part. */
  refundable: Money;
}

/** What cancelling a booking at an instant means for its money. */
export function cancellationTerms({ order, line, booking }: OrderedBooking, now: Date): CancellationTerms {
  const { currency } = order;
  const until = freeUntil(booking);
  const isFree = now <= until;
  const refunded = refundedQuantity(order, line.id);
  const price = refundAmounts(line, { refundedQuantity: refunded, currency }).at(-1) ?? 0;
  const refundable = Math.min(price, paidPayment(order)?.refundable ?? 0);
  const kept = isFree ? 0 : Math.round((price * booking.lateKeepPercent) / 100);
  const step = amountStep(currency);
  const money = (amount: number) => ({ amount: Math.floor(amount / step) * step, currency });
  return {
    ...{ freeUntil: until, isFree, price: { amount: price, currency } },
    refund: money(Math.min(price - kept, refundable)),
    refundable: money(refundable),
  };
}
