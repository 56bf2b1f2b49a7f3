import type { Tx } from "@dualtrack/db";
import type Stripe from "stripe";
import { isFailedRefund } from "../payment-state/refundable.ts";
import { refundFactsOf } from "../stripe/payment-facts.ts";
import { type Finding, sums } from "./finding.ts";

const fields = {
  ...{ id: true, stripeRefundId: true, state: true, amount: true, currency: true, paymentIntentId: true },
  payment: { select: { checkoutId: true, checkout: { select: { order: { select: { number: true } } } } } },
} as const;

/** What is wrong with a refund at Stripe; null if nothing is, or its payment is not ours. */
export async function judgeRefund(tx: Tx, refund: Stripe.Refund): Promise<Finding | null> {
  const { stripeRefundId, ours, state, amount, currency } = refundFactsOf(refund);
  const paymentIntentId = paymentOf(refund);
  if (paymentIntentId === null) return null;
  const row = await tx.refund.findFirst({
    where: {
      OR: [{ stripeRefundId }, ...(ours === null ? [] : [{ id: ours.refundId, stripeRefundId: null }])],
    },
    select: fields,
  });
  if (row !== null) {
    if (row.state === state && row.amount === amount) return null;
    const inBooks = isFailedRefund(row) || row.state === "requested" ? 0 : row.amount;
    const atStripe = isFailedRefund({ state }) ? 0 : amount;
    return {
      ...{ kind: "refund_differs", subject: stripeRefundId, refundId: row.id, units: null },
      ...aboutPayment(row),
      money: sums(inBooks, atStripe, currency),
    };
  }
  const payment = await tx.payment.findUnique({
    where: { paymentIntentId },
    select: fields.payment.select,
  });
  if (payment === null) return null;
  return {
    ...{ kind: "refund_missing_here", subject: stripeRefundId, refundId: null, units: null },
    ...aboutPayment({ paymentIntentId, payment }),
    money: sums(0, amount, currency),
  };
}

/** A refund of the books that Stripe does not have; null if it does not claim to be there. */
export async function refundMissingThere(tx: Tx, refundId: string): Promise<Finding | null> {
  const row = await tx.refund.findUnique({ where: { id: refundId }, select: fields });
  if (row === null || isFailedRefund(row) || row.state === "requested") return null;
  return {
    ...{ kind: "refund_missing_there", subject: refundId, refundId, units: null },
    ...aboutPayment(row),
    money: sums(row.amount, 0, row.currency),
  };
}

function aboutPayment({
  paymentIntentId,
  payment,
}: {
  paymentIntentId: string;
  payment: { checkoutId: string; checkout: { order: { number: number } | null } };
}) {
  const { checkoutId, checkout } = payment;
  return { paymentIntentId, checkoutId, orderNumber: checkout.order?.number ?? null };
}

export function paymentOf({ payment_intent: payment }: Pick<Stripe.Refund, "payment_intent">): string | null {
  return typeof payment === "string" ? payment : (payment?.id ?? null);
}
