import type { Track } from "@dualtrack/db";
import { askSession } from "../payment-sessions/session-kinds.ts";
import type { Shop } from "../shop.ts";
import type { Settlement } from "./settle-payment.ts";
import { syncFacts } from "./sync-facts.ts";

/** Reads a Checkout Session from Stripe and settles its payment, if somebody has paid or tried to. Only its id is taken from the caller. */
export async function syncSession(
  shop: Shop,
  { sessionId, track }: { sessionId: string; track: Track },
): Promise<Settlement> {
  const facts = await askSession(shop, { kind: "checkout_session", stripeId: sessionId }, track);
  return facts === null ? "waiting" : syncFacts(shop, facts, { track, thorough: false });
}
