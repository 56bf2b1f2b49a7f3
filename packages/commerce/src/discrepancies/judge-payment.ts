import type Stripe from "stripe";
import { isLiveCheckout } from "../checkouts/states.ts";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { isFailedRefund } from "../payment-state/refundable.ts";
import { receivedAmountOf, refundedAmountOf } from "../stripe/payment-facts.ts";
import { sessionNumberKey } from "../stripe/payment-intents.ts";
import { type Finding, graceMs, sums } from "./finding.ts";
import type { PaymentBooks } from "./payment-books.ts";

/**
 * What is wrong with a payment of ours, whose `latest_charge` is expanded; null if nothing is, or it may still be underway. A payment
 * whose checkout is lost is not judged here: staff decide about those (`unknown_payment`).
 */
export function judgePayment(intent: Stripe.PaymentIntent, books: PaymentBooks, now: Date): Finding | null {
  const { order } = books;
  const isSold = order?.state === "confirmed" || order?.state === "completed";
  if (order !== null && isSold && order.paymentIntentId === intent.id)
    return judgeOrder(intent, books, order);
  if (intent.status === "succeeded") return judgeWithoutOrder(intent, books, { isSold, now });
  return judgeUnpaid(intent, books, now);
}

/** The payment that a confirmed order was confirmed with. */
function judgeOrder(
  intent: Stripe.PaymentIntent,
  books: PaymentBooks,
  order: NonNullable<PaymentBooks["order"]>,
): Finding | null {
  const { totalAmount, uncapturedAmount, currency } = order;
  const base = { ...about(intent, books), orderNumber: order.number };
  if (intent.status !== "succeeded" && intent.status !== "requires_capture") {
    // Its goods had left before the authorization ended, which staff were told.
    if (order.paymentState === "released") return null;
    return { ...base, kind: "order_without_payment", money: sums(totalAmount, 0, currency) };
  }
  const differs = (expected: number, actual: number): Finding => ({
    ...base,
    kind: "amount_differs",
    money: {
      expected: { amount: expected, currency },
      actual: { amount: actual, currency: intent.currency },
    },
  });
  const paid = intent.status === "succeeded" ? receivedAmountOf(intent) : intent.amount_capturable;
  if (paid !== totalAmount || intent.currency !== currency) return differs(totalAmount, paid);
  const left = totalAmount - uncapturedAmount;
  if (intent.status === "succeeded" && intent.amount_received !== left)
    return differs(left, intent.amount_received);
  return null;
}

/** Money that no order is confirmed with: it has to be on its way back. */
function judgeWithoutOrder(
  intent: Stripe.PaymentIntent,
  books: PaymentBooks,
  { isSold, now }: { isSold: boolean; now: Date },
): Finding | null {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  if ((charge?.created ?? intent.created) * 1000 > now.getTime() - graceMs) return null;
  const { refunds = [], disputes = [] } =
    books.payments.find(({ paymentIntentId }) => paymentIntentId === intent.id) ?? {};
  // Of what failed staff are told elsewhere, and what they paid another way is among it.
  const onItsWay = refunds
    .filter((refund) => isFailedRefund(refund) || refund.stripeRefundId === null)
    .reduce((sum, { amount }) => sum + amount, 0);
  const kept = receivedAmountOf(intent) - refundedAmountOf(charge) - onItsWay - disputedAmountOf(disputes);
  if (kept <= 0) return null;
  return {
    ...about(intent, books),
    kind: isSold ? "duplicate_charge" : "payment_without_order",
    money: sums(0, kept, intent.currency),
  };
}

/** One that nobody has paid yet: whether somebody still can. Those on a page of Stripe's end with it. */
function judgeUnpaid(intent: Stripe.PaymentIntent, books: PaymentBooks, now: Date): Finding | null {
  const isOnPage = (intent.metadata[sessionNumberKey] ?? "") !== "";
  if (isOnPage || !isPayable(intent.status) || !isOver(books, now)) return null;
  return {
    ...about(intent, books),
    kind: "payable_after_end",
    money: sums(0, intent.amount, intent.currency),
  };
}

function isPayable(status: Stripe.PaymentIntent.Status): boolean {
  return (
    status === "requires_payment_method" || status === "requires_confirmation" || status === "requires_action"
  );
}

/** Whether a checkout ended long enough ago that nothing of it is still being ended. */
export function isOver({ state, endedAt }: Pick<PaymentBooks, "state" | "endedAt">, now: Date): boolean {
  return !isLiveCheckout(state) && endedAt !== null && endedAt.getTime() < now.getTime() - graceMs;
}

function about(intent: Stripe.PaymentIntent, { id, order }: PaymentBooks) {
  return {
    ...{ subject: intent.id, paymentIntentId: intent.id, checkoutId: id },
    ...{ orderNumber: order?.number ?? null, refundId: null, units: null },
  };
}

/** A confirmed order whose payment Stripe does not have at all. */
export function orderOfNoPayment({ id, order }: PaymentBooks, paymentIntentId: string): Finding | null {
  const isSold = order?.state === "confirmed" || order?.state === "completed";
  if (order === null || !isSold || order.paymentIntentId !== paymentIntentId) return null;
  return {
    kind: "order_without_payment",
    ...{ subject: paymentIntentId, paymentIntentId, checkoutId: id },
    ...{ orderNumber: order.number, refundId: null, units: null },
    money: sums(order.totalAmount, 0, order.currency),
  };
}
