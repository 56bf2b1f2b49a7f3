import { queueHeldRefunds } from "../refunds/queue-held-refunds.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { queueHeldEvents } from "../webhooks/queue-held-events.ts";

/**
 * Queues what was held back while it was switched off, and is on again: stored events, automatic refunds. What is still off stays where it
 * is. Runs when a switch is changed, and every minute, as the environment may have changed instead.
 */
export async function resumeHeldWork(shop: Shop): Promise<{ events: number; refunds: number }> {
  const switches = await switchesOf(shop.settings, { tx: shop.db });
  return {
    events: switches.webhook_processing ? await queueHeldEvents(shop) : 0,
    refunds: switches.automatic_refunds ? await queueHeldRefunds(shop) : 0,
  };
}
