import type { Prisma, Tx } from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import { openTimes } from "./openings.ts";
import type { BookableVariant } from "./read-bookable.ts";
import { type BusyTime, computeSlots, type Slot } from "./slots.ts";

const minuteMs = 60_000;

interface Asked {
  /** What is free for whoever asks, as they have it: what the live checkout of this owner holds, or the booking that they move. Null: nothing. */
  own: { ownerHash: string } | { bookingId: string } | null;
  timeZone: string;
  now: Date;
}

/** The slots of a variant on the shop's days from `first` to `last`, with the places that are free for this customer. */
export async function freeSlots(
  tx: Tx,
  { rules, resources }: BookableVariant,
  { own, timeZone, now, first, last }: Asked & { first: Temporal.PlainDate; last: Temporal.PlainDate },
): Promise<Slot[]> {
  // A booking may begin on the evening before its day, and go on into the day after.
  const around = { timeZone, first: first.subtract({ days: 1 }), last: last.add({ days: 2 }) };
  const dayMs = 24 * 60 * minuteMs;
  const busy = await readBusy(tx, {
    own,
    resourceIds: resources.map(({ id }) => id),
    from: new Date(first.toZonedDateTime(timeZone).epochMilliseconds - dayMs),
    until: new Date(last.toZonedDateTime(timeZone).epochMilliseconds + 3 * dayMs),
  });
  return computeSlots({
    ...{ rules, timeZone, now, first, last },
    resources: resources.map(({ id, hours }) => ({
      id,
      openTimes: openTimes(hours, around),
      busyTimes: busy.get(id) ?? [],
    })),
  });
}

/** The slot of a variant that begins at this instant; undefined if it begins at no such time. */
export async function findSlot(
  tx: Tx,
  variant: BookableVariant,
  { startsAt, ...asked }: Asked & { startsAt: Date },
): Promise<Slot | undefined> {
  const day = inZone(startsAt, asked.timeZone).toPlainDate();
  const slots = await freeSlots(tx, variant, { ...asked, first: day, last: day });
  return slots.find((slot) => slot.startsAt.getTime() === startsAt.getTime());
}

/** The owners of live checkouts that hold time of these resources. */
export async function holdersOf(tx: Tx, resourceIds: readonly string[]): Promise<Set<string>> {
  const held = await tx.booking.findMany({
    where: { resourceId: { in: [...resourceIds] }, ...heldBy() },
    select: { checkout: { select: { ownerHash: true } } },
  });
  return new Set(held.map(({ checkout: { ownerHash } }) => ownerHash));
}

/** Time that a live checkout holds: of this owner, or of any. */
function heldBy(ownerHash?: string) {
  return {
    state: "held",
    checkout: {
      ...(ownerHash !== undefined && { ownerHash }),
      state: { in: ["open", "paying"] },
      cartTakenAt: null,
    },
  } satisfies Prisma.BookingWhereInput;
}

/** What takes the resources' time between two instants, by resource. */
async function readBusy(
  tx: Tx,
  { own, resourceIds, from, until }: Pick<Asked, "own"> & { resourceIds: string[]; from: Date; until: Date },
): Promise<Map<string, BusyTime[]>> {
  const [bookings, blocks] = await Promise.all([
    tx.booking.findMany({
      where: {
        ...{ resourceId: { in: resourceIds }, busyFrom: { lt: until }, busyUntil: { gt: from } },
        state: { in: ["held", "confirmed"] },
        ...(own !== null && { NOT: ownBookings(own) }),
      },
      select: {
        resourceId: true,
        busyFrom: true,
        busyUntil: true,
        productId: true,
        startsAt: true,
        quantity: true,
      },
    }),
    tx.resourceBlock.findMany({
      where: { resourceId: { in: resourceIds }, startsAt: { lt: until }, endsAt: { gt: from } },
      select: { resourceId: true, startsAt: true, endsAt: true },
    }),
  ]);
  const busy = new Map<string, BusyTime[]>(resourceIds.map((id) => [id, []]));
  for (const { resourceId, busyFrom, busyUntil, productId, startsAt, quantity } of bookings)
    busy.get(resourceId)?.push({
      from: busyFrom.getTime(),
      until: busyUntil.getTime(),
      session: { productId, startsAt: startsAt.getTime(), taken: quantity },
    });
  for (const { resourceId, startsAt, endsAt } of blocks)
    busy.get(resourceId)?.push({ from: startsAt.getTime(), until: endsAt.getTime(), session: null });
  return busy;
}

function ownBookings(own: NonNullable<Asked["own"]>): Prisma.BookingWhereInput {
  if ("bookingId" in own) return { id: own.bookingId };
  return heldBy(own.ownerHash);
}
