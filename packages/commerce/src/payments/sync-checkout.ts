import type { Track } from "@dualtrack/db";
import { askSession } from "../payment-sessions/session-kinds.ts";
import { sessionRows } from "../payment-sessions/session-rows.ts";
import type { Shop } from "../shop.ts";
import type { Settlement } from "./settle-payment.ts";
import { syncFacts } from "./sync-facts.ts";
import { syncPayment } from "./sync-payment.ts";

interface SyncCheckout {
  checkoutId: string;
  track: Track;
  /** See `syncFacts`. */
  thorough: boolean;
}

/**
 * Reads a checkout's payments from Stripe and settles them: that of its newest session, and all others that are not
 * cancelled. Null: no session was ever opened.
 */
export async function syncCheckout(
  shop: Shop,
  { checkoutId, track, thorough }: SyncCheckout,
): Promise<Settlement | null> {
  const { paymentSessions, payments } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      paymentSessions: sessionRows,
      payments: { where: { status: { not: "canceled" } }, select: { paymentIntentId: true } },
    },
  });
  const newest = paymentSessions.at(-1);
  if (newest === undefined) return null;
  const facts = await askSession(shop, newest, track);
  const settlements = [facts === null ? "waiting" : await syncFacts(shop, facts, { track, thorough })];
  for (const { paymentIntentId } of payments)
    if (paymentIntentId !== facts?.paymentIntentId)
      settlements.push(await syncPayment(shop, { paymentIntentId, track, thorough }));
  // A payment that is paid or open counts more than an unpaid one.
  return settlements.find((settlement) => settlement !== "unpaid") ?? "unpaid";
}
