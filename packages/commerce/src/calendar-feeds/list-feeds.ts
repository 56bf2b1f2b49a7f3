import type { Shop } from "../shop.ts";

/** Which calendars have an address, since when and by whom: that of all rooms and people first, then by name. */
export async function listCalendarFeeds(shop: Shop) {
  const select = { staffName: true, createdAt: true } as const;
  const [ofAll, resources] = await Promise.all([
    shop.db.calendarFeed.findFirst({ where: { resourceId: null }, select }),
    shop.db.resource.findMany({
      orderBy: { name: "asc" },
      select: { id: true, name: true, feed: { select } },
    }),
  ]);
  const viewOf = (feed: typeof ofAll) =>
    feed && { by: feed.staffName, createdAt: feed.createdAt.toISOString() };
  return [
    { resourceId: null, name: null, feed: viewOf(ofAll) },
    ...resources.map(({ id, name, feed }) => ({ resourceId: id, name, feed: viewOf(feed) })),
  ];
}
