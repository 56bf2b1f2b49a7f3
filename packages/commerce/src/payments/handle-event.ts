import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { paymentIntentIdOf } from "./receive-event.ts";
import { syncPayment } from "./sync-payment.ts";

/** After so many tries (some 4 hours) an event is put aside for staff. The sync goes on without it. */
const maxAttempts = 12;

/**
 * Acts on an event of the inbox. The event only says where to look: Stripe is asked how the payment stands now, so
 * a late, doubled or reordered event can't bring back an old state.
 */
export async function handleEvent(shop: Shop, { eventId }: { eventId: string }): Promise<void> {
  const row = await shop.db.webhookEvent.findUniqueOrThrow({ where: { id: eventId } });
  if (row.state !== "received" && row.state !== "failed") return;
  const paymentIntentId = paymentIntentIdOf(row.payload as unknown as Stripe.Event);
  const attempts = row.attempts + 1;
  try {
    const isOurs =
      paymentIntentId !== null &&
      (await syncPayment(shop, { paymentIntentId, track: "webhook" })) !== "foreign";
    await shop.db.webhookEvent.update({
      where: { id: eventId },
      data: {
        state: isOurs ? "processed" : "ignored",
        attempts,
        processedAt: shop.clock.now(),
        lastError: null,
      },
    });
  } catch (error) {
    const isDead = attempts >= maxAttempts;
    await shop.db.webhookEvent.update({
      where: { id: eventId },
      data: { state: isDead ? "dead" : "failed", attempts, lastError: String(error).slice(0, 2_000) },
    });
    if (!isDead) throw error; // the queue tries again
    shop.log.error({ err: error, eventId, paymentIntentId }, "an event is given up: staff can retry it");
  }
}
