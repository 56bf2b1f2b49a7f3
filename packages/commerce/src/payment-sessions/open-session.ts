import { insertOpenSession, type PaymentSession } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
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
 * secret is not passed on: the caller reads the checkout again.
 *
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 */
export async function openSession(
  shop: Shop,
  { kind, quoteNumber, addressFromWallet, descriptionHash, ...terms }: OpenSession,
): Promise<void> {
  const { checkoutId, captureMethod } = terms;
  const idempotencyKey = `${checkoutId}:${terms.endedBefore}:${descriptionHash}`;
  const opened = await sessionKinds[kind].open(shop, { ...terms, idempotencyKey });
  const session = { ...opened, kind };
  const recorded = { ...session, checkoutId, quoteNumber, addressFromWallet, descriptionHash };
  const { stripeId } = opened;
  const isRecorded = await transact(bindLog(shop, { checkoutId }), "customer", ({ tx, now }) =>
    insertOpenSession(tx, { ...recorded, openedAt: now }),
  );
  if (isRecorded) return;
  const known = await shop.db.paymentSession.findUnique({ where: { stripeId }, select: sessionFields });
  if (known?.state !== "open") await endSession(shop, { ...session, captureMethod });
}
