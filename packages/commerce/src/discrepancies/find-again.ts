import type { Shop } from "../shop.ts";
import { isMissing, retrievePaymentIntent } from "../stripe/payment-intents.ts";
import type { Finding } from "./finding.ts";
import { judgeCheckout } from "./judge-checkout.ts";
import { judgePayment, orderOfNoPayment } from "./judge-payment.ts";
import { judgePayout } from "./judge-payout.ts";
import { judgeRefund, refundMissingThere } from "./judge-refund.ts";
import { judgeSession } from "./judge-session.ts";
import { type PaymentBooks, readBooks } from "./payment-books.ts";

type Known = Pick<Finding, "kind" | "subject" | "checkoutId" | "refundId">;

/** Asks Stripe and the database whether a discrepancy is still there, and answers it as it is now; null: it is gone. */
export async function findAgain(shop: Shop, known: Known): Promise<Finding | null> {
  if (known.kind === "payout_differs" || known.kind === "payout_unmatched")
    return (await judgePayout(shop, known.subject)).find(({ kind }) => kind === known.kind) ?? null;
  const found = await judge(shop, known);
  return found?.kind === known.kind ? found : null;
}

async function judge(shop: Shop, { kind, subject, checkoutId, refundId }: Known): Promise<Finding | null> {
  const { db } = shop;
  if (checkoutId === null) return null;
  if (kind === "stock_held") return judgeCheckout(db, checkoutId);
  if (kind === "refund_missing_there") return refundId === null ? null : judgeMissingThere(shop, refundId);
  if (kind === "refund_missing_here" || kind === "refund_differs") {
    const refund = await orNull(shop.stripe.refunds.retrieve(subject));
    return refund === null ? null : judgeRefund(db, refund);
  }
  const books = (await readBooks(db, [checkoutId])).get(checkoutId);
  if (books === undefined) return null;
  if (subject.startsWith("cs_")) {
    const session = await orNull(shop.stripe.checkout.sessions.retrieve(subject));
    return session === null ? null : judgeSession(session, books, shop.clock.now());
  }
  return judgePaymentById(shop, { paymentIntentId: subject, books });
}

/** Asks Stripe for a payment, and judges it; also one that Stripe does not have. */
export async function judgePaymentById(
  shop: Shop,
  { paymentIntentId, books }: { paymentIntentId: string; books: PaymentBooks },
): Promise<Finding | null> {
  const intent = await orNull(retrievePaymentIntent(shop, paymentIntentId));
  if (intent === null) return orderOfNoPayment(books, paymentIntentId);
  return judgePayment(intent, books, shop.clock.now());
}

/** Asks Stripe for a refund that the books have. */
export async function judgeMissingThere(shop: Shop, refundId: string): Promise<Finding | null> {
  const missing = await refundMissingThere(shop.db, refundId);
  if (missing === null) return null;
  const row = await shop.db.refund.findUnique({ where: { id: refundId }, select: { stripeRefundId: true } });
  const id = row?.stripeRefundId ?? null;
  return id === null || (await orNull(shop.stripe.refunds.retrieve(id))) === null ? missing : null;
}

async function orNull<Found>(asked: Promise<Found>): Promise<Found | null> {
  return asked.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}
