import { insertOpenSession, type PaymentSession } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { SessionTerms } from "./session-kind.ts";
import { endSession, sessionKinds } from "./session-kinds.ts";
import { sessionFields } from "./session-rows.ts";

interface OpenSession
  extends Omit<SessionTerms, "idempotencyKey">,
    Pick<PaymentSession, "kind" | "quoteNumber" | "addressFromWallet"> {
  /** Hash of what is written to the payment. */
  descriptionHash: string;
}

/**
 * Opens a session for a checkout without an open one, and records it. The idempotency key is made from the checkout's id and
 * the parameters, so a second tab, or a retry after a crash between Stripe's answer and our row, gets the same session. When the
 * checkout has ended meanwhile or has another quote, or another tab has recorded a session with other details, the new session is ended and its
 * secret is not passed on: false, and the caller reads the checkout again.
 *
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 */
export async function openSession(
  shop: Shop,
  { kind, quoteNumber, addressFromWallet, descriptionHash, ...terms }: OpenSession,
): Promise<boolean> {
  const { checkoutId, captureMethod } = terms;
  const idempotencyKey = `${checkoutId}:${terms.endedBefore}:${descriptionHash}`;
  const opened = await sessionKinds[kind].open(shop, { ...terms, idempotencyKey });
  const session = { ...opened, kind };
  const recorded = { ...session, checkoutId, quoteNumber, addressFromWallet, descriptionHash };
  const { stripeId } = opened;
  // One statement is a transaction of its own.
  if (await insertOpenSession(shop.db, { ...recorded, openedAt: shop.clock.now() })) return true;
  const known = await shop.db.paymentSession.findUnique({ where: { stripeId }, select: sessionFields });
  if (known?.state !== "open") await endSession(shop, { ...session, captureMethod });
  return false;
}
