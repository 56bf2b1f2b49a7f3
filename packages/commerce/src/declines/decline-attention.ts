import { paymentMethodView } from "../payment-state/payment-method-view.ts";
import type { Shop } from "../shop.ts";
import { findDeclineBursts } from "./decline-bursts.ts";

/** Bursts of declined attempts for the Home page: their number, the time of the oldest, and some examples. */
export async function declineAttention(shop: Shop, { examples }: { examples: number }) {
  const bursts = await findDeclineBursts(shop);
  const ends = bursts.map(({ hourEndsAt }) => hourEndsAt.getTime());
  return {
    count: bursts.length,
    since: bursts.length === 0 ? null : new Date(Math.min(...ends)).toISOString(),
    examples: bursts.slice(0, examples).map(({ kind, value, hourTries, hourCards, orders, ...source }) => ({
      kind,
      value,
      tries: hourTries,
      cards: hourCards,
      addresses: source.hourAddresses,
      /** Checkouts among them that became orders later. */
      orders,
      method: paymentMethodView(source),
    })),
  };
}
