import type Stripe from "stripe";
import { type Finding, sums } from "./finding.ts";
import { isOver } from "./judge-payment.ts";
import type { PaymentBooks } from "./payment-books.ts";

/** Whether a page of Stripe's can still be paid on though its checkout is over. */
export function judgeSession(
  session: Stripe.Checkout.Session,
  books: PaymentBooks,
  now: Date,
): Finding | null {
  if (session.status !== "open" || !isOver(books, now)) return null;
  const { id, payment_intent: payment } = session;
  const paymentIntentId = typeof payment === "string" ? payment : (payment?.id ?? null);
  const currency = session.currency ?? books.order?.currency ?? "";
  return {
    ...{ kind: "payable_after_end", subject: id, paymentIntentId, checkoutId: books.id },
    ...{ orderNumber: books.order?.number ?? null, refundId: null, units: null },
    money: sums(0, session.amount_total ?? 0, currency),
  };
}
