import { type BoundedMap, boundedMap } from "../catalog/bounded-map.ts";
import { secondsSince } from "../measures.ts";
import type { Shop } from "../shop.ts";

/** So many orders of a process are remembered, so that each counts once. */
const remembered = 10_000;

/** An order that is older than this, in ms, is looked at again, and not seen for the first time. */
const freshMs = 15 * 60_000;

const counted = new WeakMap<Shop["db"], BoundedMap<true>>();

interface PlacedOrder {
  /** The order as it goes to the customer's screen. */
  order: { orderId: string; placedAt: string };
  /** How long before the call the browser knew that it had paid, in ms: it says so itself; undefined: it does not. */
  sincePaidMs: number | undefined;
  /** When the call came, of `performance.now()`. */
  begun: number;
  page: "shop" | "stripe";
}

/**
 * Measures how long a customer waited for the order after the payment. A browser can say anything, so an order counts once, and
 * only while it is new: who wants to spoil the figures has to pay for each.
 */
export function measurePlaced(shop: Shop, { order, sincePaidMs, begun, page }: PlacedOrder): void {
  if (sincePaidMs === undefined) return;
  if (shop.clock.now().getTime() - Date.parse(order.placedAt) > freshMs) return;
  const known = counted.get(shop.db) ?? boundedMap<true>(remembered);
  counted.set(shop.db, known);
  if (known.get(order.orderId)) return;
  known.set(order.orderId, true, 1);
  shop.measures.record("payment_to_order_seconds", { page }, sincePaidMs / 1_000 + secondsSince(begun));
}
