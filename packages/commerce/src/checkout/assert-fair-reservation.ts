import type { Shortage } from "@dualtrack/contract";
import {
  lockNetwork,
  type NetworkReservation,
  networkBookings,
  networkReservationsByVariant,
} from "@dualtrack/db";
import { freePlaces } from "../bookings/free-places.ts";
import { readBookable } from "../bookings/read-bookable.ts";
import { dayOf } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import { fairShare, smallestShare } from "../limits/fair-share.ts";
import type { Shop } from "../shop.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Asserts, before stock is reserved, that the network may have another reservation. TOO_MANY_HOLDS. */
export async function assertMayReserve(unit: UnitOfWork, network: string): Promise<void> {
  const { shop, tx, now } = unit;
  const { count, firstEndsAt } = await lockNetwork(tx, network);
  if (count >= shop.settings.limits.reservationsPerNetwork) throw tooManyHolds({ firstEndsAt, now });
}

/** The refusal of another checkout of a network; the first one that it has ends at `firstEndsAt`. */
export function tooManyHolds({ firstEndsAt, now }: { firstEndsAt: Date | null; now: Date }): DomainError {
  return new DomainError("TOO_MANY_HOLDS", { retryAfterSeconds: secondsBetween(now, firstEndsAt) });
}

interface ReservedLine {
  variantId: string;
  productId: string;
  quantity: number;
  /** When a bookable service begins; null for everything else. */
  startsAt: Date | null;
  title: string;
}

/** What is more than the network's share. */
interface Excess {
  line: Shortage;
  /** When the first reservation of another checkout of the network ends; null: there is none. */
  endsAt: Date | null;
}

/**
 * Asserts, after stock and time were reserved and while their rows are locked, that the network has not reserved more than its
 * share of what others have left, with all its carts together: of the units of a variant, and of the places of a service on a
 * day. HOLD_SHARE_TAKEN.
 */
export async function assertFairReservation(
  unit: UnitOfWork,
  { network, lines }: { network: string; lines: ReservedLine[] },
): Promise<void> {
  const tooMuch = [
    ...(await tooManyUnits(unit, { network, lines })),
    ...(await tooMuchTime(unit, { network, lines })),
  ];
  if (tooMuch.length > 0) throw holdShareTaken(tooMuch, unit.now);
}

function holdShareTaken(tooMuch: readonly Excess[], now: Date): DomainError {
  const ends = tooMuch.flatMap(({ endsAt }) => endsAt ?? []);
  return new DomainError("HOLD_SHARE_TAKEN", {
    lines: tooMuch.map(({ line }) => line),
    retryAfterSeconds:
      ends.length === 0 ? null : secondsBetween(now, new Date(Math.max(...ends.map(Number)))),
  });
}

interface Reserved {
  network: string;
  lines: readonly ReservedLine[];
}

async function tooManyUnits({ shop, tx }: UnitOfWork, { network, lines }: Reserved): Promise<Excess[]> {
  const held = await networkReservationsByVariant(tx, {
    network,
    variantIds: lines.map(({ variantId }) => variantId),
  });
  return excessUnits(shop, { held, lines });
}

type HeldUnits = Pick<ReservedLine, "variantId" | "quantity" | "title">;

interface OfNetwork {
  /** What the network has reserved, `lines` included. */
  held: readonly NetworkReservation[];
  lines: readonly HeldUnits[];
}

/** The refusal of units that would be more than their network's share. */
export function unitsShareTaken(shop: Shop, of: OfNetwork, now: Date): DomainError {
  return holdShareTaken(excessUnits(shop, of), now);
}

function excessUnits(shop: Shop, { held, lines }: OfNetwork): Excess[] {
  return lines.flatMap(({ variantId, quantity, title }) => {
    const reservation = held.find((candidate) => candidate.variantId === variantId);
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
}

/** Time is counted by service and day: who holds all of a day keeps everybody else out of it. */
async function tooMuchTime({ shop, tx, now }: UnitOfWork, { network, lines }: Reserved): Promise<Excess[]> {
  const { timeZone } = shop.settings;
  const timed = lines.flatMap(({ startsAt, ...line }) => (startsAt === null ? [] : { ...line, startsAt }));
  if (timed.length === 0) return [];
  const held = await networkBookings(tx, { network, productIds: timed.map(({ productId }) => productId) });
  const keyOf = ({ productId, startsAt }: { productId: string; startsAt: Date }) =>
    `${productId} ${dayOf(startsAt, timeZone)}`;
  const tooMuch: Excess[] = [];
  for (const [key, [first, ...others]] of Map.groupBy(timed, keyOf)) {
    if (first === undefined) continue;
    const ofNetwork = held.filter((booking) => keyOf(booking) === key);
    const heldPlaces = sumOf(ofNetwork);
    // So much may be held of any service: most checkouts need not ask what is free.
    if (heldPlaces <= smallestShare) continue;
    const [variant] = await readBookable(tx, [first.variantId]);
    if (variant === undefined) continue;
    const day = Temporal.PlainDate.from(dayOf(first.startsAt, timeZone));
    const maxPlaces = fairShare(shop, heldPlaces + (await freePlaces(tx, variant, { day, timeZone, now })));
    if (heldPlaces <= maxPlaces) continue;
    const requested = sumOf([first, ...others]);
    const { variantId, title, startsAt } = first;
    tooMuch.push({
      line: {
        ...{ variantId, title, startsAt: startsAt.toISOString(), requested },
        available: Math.max(0, maxPlaces - (heldPlaces - requested)),
      },
      endsAt: heldPlaces > requested ? new Date(Math.min(...ofNetwork.map(({ endsAt }) => +endsAt))) : null,
    });
  }
  return tooMuch;
}

function sumOf(rows: readonly { quantity: number }[]): number {
  return rows.reduce((sum, { quantity }) => sum + quantity, 0);
}

function secondsBetween(now: Date, end: Date | null): number {
  return Math.max(1, Math.ceil(((end?.getTime() ?? 0) - now.getTime()) / 1000));
}
