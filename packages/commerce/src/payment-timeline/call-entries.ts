import { maxTimelineEntries } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { stripeIdsOf, type TimelineOrder } from "./order-of-timeline.ts";
import type { PaymentTimelineEntry } from "./timeline-entry.ts";

/** The shop's calls to Stripe about the order's money; each attempt of a call is one. */
export async function callEntries(shop: Shop, order: TimelineOrder): Promise<PaymentTimelineEntry[]> {
  const { checkoutId } = order;
  const rows = await shop.db.stripeCall.findMany({
    where: { OR: [{ checkoutId }, { paymentIntentId: { in: stripeIdsOf(order) } }] },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: maxTimelineEntries + 1,
  });
  return rows.reverse().map(({ id, startedAt, objectId, paymentIntentId, checkoutId: _, ...call }) => ({
    ...{ kind: "call", id: `call:${id}`, at: startedAt.toISOString(), track: "stripe" },
    ids: [...new Set([call.requestId, objectId, paymentIntentId])].filter((each) => each !== null),
    ...call,
  }));
}
