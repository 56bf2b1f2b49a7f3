import {
  archiveResource,
  blockResource,
  createResource,
  getResource,
  getShopHours,
  listBookings,
  listCalendarFeeds,
  listOpenTimes,
  listResources,
  moveBlock,
  renewCalendarFeed,
  restoreResource,
  revokeCalendarFeed,
  unblockResource,
  updateResource,
  updateShopHours,
} from "@dualtrack/commerce";
import {
  archiveResourceInput,
  blockResourceInput,
  calendarFeedInput,
  createResourceInput,
  listBookingsInput,
  listOpenTimesInput,
  moveBlockInput,
  resourceInput,
  unblockResourceInput,
  updateResourceInput,
  updateShopHoursInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** Rooms and people that services take, and when they are open. */
export const resourcesRouter = router({
  list: staffProcedure.query(async ({ ctx }) => ({ resources: await listResources(ctx.shop) })),
  get: staffProcedure.input(resourceInput).query(({ ctx, input }) => getResource(ctx.shop, input)),
  create: managerProcedure
    .input(createResourceInput)
    .mutation(({ ctx, input }) => createResource(ctx.shop, { ...input, by: ctx.by })),
  /** Answers with the resource as it is afterwards, and the version for the next change. */
  update: managerProcedure.input(updateResourceInput).mutation(async ({ ctx, input }) => {
    await updateResource(ctx.shop, { ...input, by: ctx.by });
    return getResource(ctx.shop, input);
  }),
  archive: managerProcedure.input(archiveResourceInput).mutation(async ({ ctx, input }) => {
    await archiveResource(ctx.shop, { ...input, by: ctx.by });
    return getResource(ctx.shop, input);
  }),
  restore: managerProcedure.input(archiveResourceInput).mutation(async ({ ctx, input }) => {
    await restoreResource(ctx.shop, { ...input, by: ctx.by });
    return getResource(ctx.shop, input);
  }),
  /** Answers how many bookings the resource has at that time: they stay. */
  block: staffProcedure
    .input(blockResourceInput)
    .mutation(({ ctx, input }) => blockResource(ctx.shop, { ...input, by: ctx.by })),
  unblock: staffProcedure.input(unblockResourceInput).mutation(async ({ ctx, input }) => {
    await unblockResource(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  /** Answers as `block` does. */
  moveBlock: staffProcedure
    .input(moveBlockInput)
    .mutation(({ ctx, input }) => moveBlock(ctx.shop, { ...input, by: ctx.by })),
  /** When they are open and blocked from one day to another. */
  openTimes: staffProcedure
    .input(listOpenTimesInput)
    .query(({ ctx, input }) => listOpenTimes(ctx.shop, input)),
  /** What is booked from one day to another. */
  bookings: staffProcedure.input(listBookingsInput).query(({ ctx, input }) => listBookings(ctx.shop, input)),
  /** Which calendars have an address. The addresses themselves are stored nowhere. */
  feeds: managerProcedure.query(async ({ ctx }) => ({ feeds: await listCalendarFeeds(ctx.shop) })),
  /** Answers a new address, for the only time; the one before ends. */
  renewFeed: managerProcedure
    .input(calendarFeedInput)
    .mutation(({ ctx, input }) => renewCalendarFeed(ctx.shop, { ...input, by: ctx.by })),
  revokeFeed: managerProcedure.input(calendarFeedInput).mutation(async ({ ctx, input }) => {
    await revokeCalendarFeed(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  hours: staffProcedure.query(({ ctx }) => getShopHours(ctx.shop)),
  updateHours: managerProcedure.input(updateShopHoursInput).mutation(async ({ ctx, input }) => {
    await updateShopHours(ctx.shop, { ...input, by: ctx.by });
    return getShopHours(ctx.shop);
  }),
});
