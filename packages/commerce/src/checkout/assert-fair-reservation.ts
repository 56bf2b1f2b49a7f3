import { lockNetwork, networkReservationsByVariant } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { fairShare } from "../limits/fair-share.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Asserts, before stock is reserved, that the network may have another reservation. TOO_MANY_HOLDS. */
export async function assertMayReserve(unit: UnitOfWork, network: string): Promise<void> {
  const { shop, tx, now } = unit;
  const { count, firstEndsAt } = await lockNetwork(tx, network);
  if (count >= shop.settings.limits.reservationsPerNetwork)
    throw new DomainError("TOO_MANY_HOLDS", { retryAfterSeconds: secondsBetween(now, firstEndsAt) });
}

interface ReservedLine {
  variantId: string;
  quantity: number;
  title: string;
}

/**
 * Asserts, after stock was reserved and while its rows are locked, that the network has not reserved more than its share of
 * the units that others have left, with all its carts together. HOLD_SHARE_TAKEN.
 */
export async function assertFairReservation(
  { shop, tx, now }: UnitOfWork,
  { network, lines }: { network: string; lines: ReservedLine[] },
): Promise<void> {
  const reservations = await networkReservationsByVariant(tx, {
    network,
    variantIds: lines.map(({ variantId }) => variantId),
  });
  const tooMany = lines.flatMap(({ variantId, quantity, title }) => {
    const reservation = reservations.find((candidate) => candidate.variantId === variantId);
    if (reservation === undefined) return [];
    const maxUnits = fairShare(shop, reservation.free + reservation.held);
    if (reservation.held <= maxUnits) return [];
    const available = Math.max(0, maxUnits - (reservation.held - quantity));
    const hasOthers = reservation.held > quantity;
    return {
      line: { variantId, title, requested: quantity, available },
      endsAt: hasOthers ? reservation.firstEndsAt : null,
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
