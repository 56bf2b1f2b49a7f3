import type { ClaimedSync, Track, Tx } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { recordAttempt } from "../checkouts/sync-attempts.ts";
import type { Settlement } from "../payments/settle-payment.ts";
import { syncCheckout } from "../payments/sync-checkout.ts";
import type { Shop } from "../shop.ts";
import { failedSync, stripeProblemText } from "../stripe/stripe-outage.ts";

/** `settlement` is null if no payment session was ever opened. */
export type SyncOutcome = { settlement: Settlement | null } | { error: unknown };

/** Syncs one of many checkouts: an error is logged and answered instead of thrown, so that the others are synced. */
export async function trySync(
  unbound: Shop,
  { checkoutId }: ClaimedSync,
  track: Track,
): Promise<SyncOutcome> {
  const shop = bindLog(unbound, { checkoutId });
  try {
    const settlement = await syncCheckout(shop, { checkoutId, track, thorough: track === "staff" });
    shop.measures.record("payment_syncs_total", { track, outcome: settlement ?? "unpaid" });
    return { settlement };
  } catch (error) {
    shop.measures.record("payment_syncs_total", { track, outcome: failedSync(error) });
    shop.log.error({ err: error }, "a payment could not be synced");
    return { error };
  }
}

/** Stores the error at the checkout, for staff; null after a successful sync. */
export async function recordSyncError(tx: Tx, checkoutId: string, outcome: SyncOutcome): Promise<void> {
  const error = "error" in outcome ? stripeProblemText(outcome.error) : null;
  await recordAttempt(tx, { checkoutId, error });
}
