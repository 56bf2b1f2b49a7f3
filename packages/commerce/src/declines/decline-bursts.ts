import { declineSources } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/**
 * So many declined attempts within an hour, from one address or with one card, are not a customer's typing errors:
 * somebody is testing stolen cards. (A bank blocks a customer's own card after a few attempts.)
 */
export const burstTries = 10;

/** A burst is reported for one day. */
const reportedForMs = 24 * 60 * 60_000;

/** The most bursts that are reported: more are one attack from many addresses. */
const maxBursts = 100;

/** Addresses and cards with many declined attempts within an hour, in the last 24 hours; the most attempts first. */
export async function findDeclineBursts(shop: Shop) {
  const since = new Date(shop.clock.now().getTime() - reportedForMs);
  const filter = { since, minInHour: burstTries, limit: maxBursts };
  const [addresses, cards] = await Promise.all([
    declineSources(shop.db, { kind: "address", ...filter }),
    declineSources(shop.db, { kind: "card", ...filter }),
  ]);
  return [
    ...addresses.map((source) => ({ kind: "address" as const, ...source })),
    ...cards.map((source) => ({ kind: "card" as const, ...source })),
  ].sort((one, other) => other.hourTries - one.hourTries);
}
