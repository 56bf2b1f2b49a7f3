import type { Shop } from "../shop.ts";
import { checkoutIdKey } from "./payment-intents.ts";
import { receiveEvent } from "./receive-event.ts";
import { syncPayment } from "./sync-payment.ts";

/**
 * Compares Stripe's payments of the last `windowMs` with ours and settles what differs, then fetches the events that
 * Stripe could not deliver. Objects first: an event may never have been made at all.
 */
export async function reconcile(
  shop: Shop,
  { windowMs }: { windowMs: number },
): Promise<{ compared: number; settled: number; eventsFetched: number }> {
  const created = { gte: Math.floor((shop.clock.now().getTime() - windowMs) / 1000) };
  const sum = { compared: 0, settled: 0, eventsFetched: 0 };
  for await (const intent of shop.stripe.paymentIntents.list({ created, limit: 100 })) {
    if (intent.metadata[checkoutIdKey] === undefined) continue;
    sum.compared += 1;
    const known = await shop.db.payment.findUnique({
      where: { paymentIntentId: intent.id },
      select: { status: true },
    });
    const isFinal = intent.status === "succeeded" || intent.status === "canceled";
    if (!isFinal || known?.status === intent.status) continue;
    await syncPayment(shop, { paymentIntentId: intent.id, track: "reconciliation" });
    sum.settled += 1;
  }
  for await (const event of shop.stripe.events.list({ created, delivery_success: false, limit: 100 })) {
    await receiveEvent(shop, event);
    sum.eventsFetched += 1;
  }
  return sum;
}
