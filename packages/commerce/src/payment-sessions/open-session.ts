import { insertOpenSession, type PaymentSession } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { endSession, sessionKinds } from "./session-kinds.ts";
import { type SessionRow, sessionFields } from "./session-rows.ts";

interface OpenSession extends Pick<PaymentSession, "checkoutId" | "kind"> {
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  /** The number of the checkout's ended sessions. */
  endedBefore: number;
}

/**
 * Opens a session for a checkout without an open one, and records it. The idempotency key is made from the checkout's id, so
 * a second tab, or a retry after a crash between Stripe's answer and our row, gets the same session.
 *
 * HOLD_EXPIRED when the checkout has ended meanwhile; the session is ended, too, and its secret is not passed on.
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 */
export async function openSession(
  shop: Shop,
  { checkoutId, kind, amount, currency, endedBefore }: OpenSession,
): Promise<SessionRow> {
  const idempotencyKey = endedBefore === 0 ? checkoutId : `${checkoutId}:${endedBefore}`;
  const terms = { checkoutId, idempotencyKey, amount, currency };
  const opened = await sessionKinds[kind].open(shop, terms);
  const session = { ...opened, kind };
  const { stripeId } = opened;
  const isRecorded = await transact(bindLog(shop, { checkoutId }), "customer", ({ tx, now }) =>
    insertOpenSession(tx, { ...session, checkoutId, openedAt: now }),
  );
  if (isRecorded) return { ...session, state: "open" };
  const known = await shop.db.paymentSession.findUnique({ where: { stripeId }, select: sessionFields });
  if (known?.state === "open") return known;
  await endSession(shop, session);
  throw new DomainError("HOLD_EXPIRED", {});
}
