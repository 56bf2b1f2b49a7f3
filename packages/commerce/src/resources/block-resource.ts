import { isDeepStrictEqual } from "node:util";
import { type BlockResource, formatOrderNumber, type MoveBlock, serviceLimits } from "@dualtrack/contract";
import { lockResources, type Prisma, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { writeChanges } from "../audit/write-changes.ts";
import { instantOf } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** The most bookings that are named. */
const maxNamed = 10;

interface BookedMeanwhile {
  count: number;
  /** The first ten. */
  bookings: { orderNumber: string | null; startsAt: string }[];
}

/**
 * Makes a resource unavailable from one local time to another. Bookings that it has at that time stay. How many, and the first
 * ten, are answered: staff
 * speak with those customers. RESOURCE_NOT_FOUND, RESOURCE_BLOCK_LIMIT.
 */
export function blockResource(
  shop: Shop,
  { resourceId, requestId: id, from, to, reason, by }: BlockResource & { by: Actor },
): Promise<BookedMeanwhile> {
  const { timeZone } = shop.settings;
  const [startsAt, endsAt] = [instantOf(from, timeZone), instantOf(to, timeZone)];
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockResources(tx);
    const resource = await tx.resource.findUnique({ where: { id: resourceId }, select: { name: true } });
    if (resource === null) throw new DomainError("RESOURCE_NOT_FOUND", {});
    const { blocks: max } = serviceLimits;
    if ((await tx.resourceBlock.count({ where: { resourceId, endsAt: { gt: now } } })) >= max)
      throw new DomainError("RESOURCE_BLOCK_LIMIT", { max });
    const block = { id, resourceId, startsAt, endsAt, reason, staffName: by.name, createdAt: now };
    const { count } = await tx.resourceBlock.createMany({ data: [block], skipDuplicates: true });
    if (count === 1)
      await writeAudit(unit, {
        action: "resource.block",
        subject: resource.name,
        before: {},
        after: { from, to, ...(reason === "" ? {} : { reason }) },
      });
    return bookedMeanwhile(tx, { resourceId, startsAt, endsAt });
  });
}

/**
 * Moves a block to other local times of its resource. Bookings that it has then stay, and are answered as by `blockResource`.
 * A repeated call changes nothing. RESOURCE_BLOCK_NOT_FOUND, RESOURCE_BLOCK_CHANGED when it is not where it was `seen`.
 */
export function moveBlock(
  shop: Shop,
  { blockId, from, to, seen, by }: MoveBlock & { by: Actor },
): Promise<BookedMeanwhile> {
  const { timeZone } = shop.settings;
  const [startsAt, endsAt] = [instantOf(from, timeZone), instantOf(to, timeZone)];
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockResources(tx);
    const block = await tx.resourceBlock.findUnique({
      where: { id: blockId },
      select: { resourceId: true, startsAt: true, endsAt: true, resource: { select: { name: true } } },
    });
    if (block === null) throw new DomainError("RESOURCE_BLOCK_NOT_FOUND", {});
    const before = { startsAt: block.startsAt.toISOString(), endsAt: block.endsAt.toISOString() };
    const after = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    if (!isDeepStrictEqual(before, after) && !isDeepStrictEqual(before, seen))
      throw new DomainError("RESOURCE_BLOCK_CHANGED", before);
    await tx.resourceBlock.update({ where: { id: blockId }, data: { startsAt, endsAt } });
    await writeChanges(unit, {
      action: "resource.move_block",
      subject: block.resource.name,
      before: { from: before.startsAt, to: before.endsAt },
      after: { from: after.startsAt, to: after.endsAt },
    });
    return bookedMeanwhile(tx, { resourceId: block.resourceId, startsAt, endsAt });
  });
}

/** Makes a blocked time available again. Removing a block twice removes it once. */
export function unblockResource(shop: Shop, { blockId, by }: { blockId: string; by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockResources(tx);
    const block = await tx.resourceBlock.findUnique({
      where: { id: blockId },
      select: { startsAt: true, endsAt: true, reason: true, resource: { select: { name: true } } },
    });
    if (block === null) return;
    await tx.resourceBlock.delete({ where: { id: blockId } });
    const { startsAt, endsAt, reason, resource } = block;
    await writeAudit(unit, {
      action: "resource.unblock",
      subject: resource.name,
      before: {
        from: startsAt.toISOString(),
        to: endsAt.toISOString(),
        ...(reason === "" ? {} : { reason }),
      },
      after: {},
    });
  });
}

async function bookedMeanwhile(
  tx: Tx,
  { resourceId, startsAt, endsAt }: { resourceId: string; startsAt: Date; endsAt: Date },
): Promise<BookedMeanwhile> {
  const where: Prisma.BookingWhereInput = {
    ...{ resourceId, state: { in: ["held", "confirmed"] } },
    ...{ busyFrom: { lt: endsAt }, busyUntil: { gt: startsAt } },
  };
  const bookings = await tx.booking.findMany({
    where,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: maxNamed,
    select: { startsAt: true, checkout: { select: { order: { select: { number: true } } } } },
  });
  return {
    count: bookings.length < maxNamed ? bookings.length : await tx.booking.count({ where }),
    bookings: bookings.map((booking) => ({
      startsAt: booking.startsAt.toISOString(),
      /** Null: a customer is at the checkout with it. */
      orderNumber: booking.checkout.order && formatOrderNumber(booking.checkout.order.number),
    })),
  };
}
