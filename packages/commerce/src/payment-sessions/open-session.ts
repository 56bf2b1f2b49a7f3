import { insertOpenSession, type PaymentSession } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import type { Shop } from "../shop.ts";
import type { PaymentParams } from "../stripe/payment-intents.ts";
import { transact } from "../unit-of-work.ts";
import { endSession, sessionKinds } from "./session-kinds.ts";
import { sessionFields } from "./session-rows.ts";

interface OpenSession
  extends Pick<PaymentSession, "checkoutId" | "kind" | "quoteNumber" | "addressFromWallet"> {
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  params: PaymentParams;
  /** Hash of `params`. */
  descriptionHash: string;
  /** The number of the checkout's ended sessions. */
  endedBefore: number;
}

/**
 * Opens a session for a checkout without an open one, and records it. The idempotency key is made from the checkout's id and
 * the parameters, so a second tab, or a retry after a crash between Stripe's answer and our row, gets the same session. When the
 * checkout has ended meanwhile or has another quote, or another tab has recorded a session with other details, the new session is ended and its
 * secret is not passed on: the caller reads the checkout again.
 *
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 */
export async function openSession(
  shop: Shop,
  { checkoutId, kind, amount, currency, params, endedBefore, ...recorded }: OpenSession,
): Promise<void> {
  const idempotencyKey = `${checkoutId}:${endedBefore}:${recorded.descriptionHash}`;
  const terms = { checkoutId, idempotencyKey, amount, currency, params };
  const opened = await sessionKinds[kind].open(shop, terms);
  const session = { ...opened, kind };
  const { stripeId } = opened;
  const isRecorded = await transact(bindLog(shop, { checkoutId }), "customer", ({ tx, now }) =>
    insertOpenSession(tx, { ...session, ...recorded, checkoutId, openedAt: now }),
  );
  if (isRecorded) return;
  const known = await shop.db.paymentSession.findUnique({ where: { stripeId }, select: sessionFields });
  if (known?.state !== "open") await endSession(shop, session);
}
