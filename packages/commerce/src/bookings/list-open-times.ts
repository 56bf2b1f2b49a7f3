import { exceptionsSchema, weekSchema } from "@dualtrack/contract";
import { endOfDay, startOfDay } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";
import { openTimes } from "./openings.ts";

/**
 * When rooms and people are open on the shop's days from one to another, and the times at which staff have blocked them. An
 * archived one has no open times.
 */
export async function listOpenTimes(shop: Shop, { from, to }: { from: string; to: string }) {
  const { timeZone } = shop.settings;
  const [begin, end] = [startOfDay(from, timeZone), endOfDay(to, timeZone)];
  const [resources, blocks, hours] = await Promise.all([
    shop.db.resource.findMany({
      orderBy: { name: "asc" },
      select: { id: true, name: true, week: true, archivedAt: true },
    }),
    shop.db.resourceBlock.findMany({
      where: { startsAt: { lt: end }, endsAt: { gt: begin } },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      select: { id: true, resourceId: true, startsAt: true, endsAt: true, reason: true, staffName: true },
    }),
    shop.db.shopHours.findUniqueOrThrow({ where: { id: 1 }, select: { week: true, exceptions: true } }),
  ]);
  const exceptions = exceptionsSchema.parse(hours.exceptions);
  const shopWeek = weekSchema.parse(hours.week);
  // Hours that begin on the evening before reach into the first day.
  const around = {
    timeZone,
    first: Temporal.PlainDate.from(from).subtract({ days: 1 }),
    last: Temporal.PlainDate.from(to),
  };
  const open = (week: unknown) =>
    openTimes({ week: week === null ? shopWeek : weekSchema.parse(week), exceptions }, around)
      .filter(({ until }) => until > begin.getTime())
      .map(({ from: opens, until: closes }) => ({
        from: new Date(opens).toISOString(),
        until: new Date(closes).toISOString(),
      }));
  return {
    timeZone,
    resources: resources.map(({ week, archivedAt, ...resource }) => ({
      ...resource,
      isArchived: archivedAt !== null,
      openTimes: archivedAt === null ? open(week) : [],
    })),
    /** The days that differ from the week. */
    exceptions: exceptions
      .filter((exception) => exception.from <= to && exception.to >= from)
      .map(({ openings, ...exception }) => ({ ...exception, isClosed: openings.length === 0 })),
    blocks: blocks.map(({ startsAt, endsAt, staffName, ...block }) => ({
      ...block,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      by: staffName,
    })),
  };
}
