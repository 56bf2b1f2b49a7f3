import { declineSources } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/**
 * So many refused tries within an hour, from one address or with one card, are no customer who mistypes: somebody
 * tests stolen cards. A bank refuses a customer's own card after a few.
 */
export const burstTries = 10;

/** A burst is told for a day after it. */
const reportedForMs = 24 * 60 * 60_000;

/** More of them are one attack from many places. */
const mostBursts = 100;

/** Addresses and cards with many refused tries within an hour, in the last 24 hours; the most tries first. */
export async function findDeclineBursts(shop: Shop) {
  const since = new Date(shop.clock.now().getTime() - reportedForMs);
  const wanted = { since, minInHour: burstTries, limit: mostBursts };
  const [addresses, cards] = await Promise.all([
    declineSources(shop.db, { kind: "address", ...wanted }),
    declineSources(shop.db, { kind: "card", ...wanted }),
  ]);
  return [
    ...addresses.map((source) => ({ kind: "address" as const, ...source })),
    ...cards.map((source) => ({ kind: "card" as const, ...source })),
  ].sort((one, other) => other.hourTries - one.hourTries);
}
