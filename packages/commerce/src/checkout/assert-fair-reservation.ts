import { lockNetwork, networkReservationsByVariant, reservationsOfNetwork } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { fairShare } from "../limits/fair-share.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Before stock is reserved: a network has so many reservations at a time. TOO_MANY_HOLDS. */
export async function assertMayReserve(unit: UnitOfWork, network: string): Promise<void> {
  const { shop, tx, now } = unit;
  await lockNetwork(tx, network);
  const { count, firstEndsAt } = await reservationsOfNetwork(tx, network);
  if (count >= shop.settings.limits.reservationsPerNetwork)
    throw new DomainError("TOO_MANY_HOLDS", { retryAfterSeconds: secondsBetween(now, firstEndsAt) });
}

interface ReservedLine {
  variantId: string;
  quantity: number;
  title: string;
}

/**
 * After stock was reserved, while its rows are locked: with this reservation a network has no more than its share of what nobody
 * else holds, however many carts it has made. HOLD_SHARE_TAKEN.
 */
export async function assertFairReservation(
  { shop, tx, now }: UnitOfWork,
  { network, lines }: { network: string; lines: ReservedLine[] },
): Promise<void> {
  const holds = await networkReservationsByVariant(tx, {
    network,
    variantIds: lines.map(({ variantId }) => variantId),
  });
  const tooMany = lines.flatMap(({ variantId, quantity, title }) => {
    const hold = holds.find((candidate) => candidate.variantId === variantId);
    if (hold === undefined) return [];
    const most = fairShare(shop, hold.free + hold.held);
    if (hold.held <= most) return [];
    const available = Math.max(0, most - (hold.held - quantity));
    const isOthers = hold.held > quantity;
    return {
      line: { variantId, title, requested: quantity, available },
      endsAt: isOthers ? hold.firstEndsAt : null,
    };
  });
  if (tooMany.length === 0) return;
  const ends = tooMany.flatMap(({ endsAt }) => endsAt ?? []);
  throw new DomainError("HOLD_SHARE_TAKEN", {
    lines: tooMany.map(({ line }) => line),
    retryAfterSeconds:
      ends.length === 0 ? null : secondsBetween(now, new Date(Math.max(...ends.map(Number)))),
  });
}

function secondsBetween(now: Date, end: Date | null): number {
  return Math.max(1, Math.ceil(((end?.getTime() ?? 0) - now.getTime()) / 1000));
}
