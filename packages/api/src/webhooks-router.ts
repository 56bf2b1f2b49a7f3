import {
  countNewerWebhookEvents,
  countRetriableEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookRejections,
  retryAllWebhookEvents,
  retryWebhookEvent,
} from "@dualtrack/commerce";
import {
  countNewerWebhookEventsInput,
  listWebhookEventsInput,
  listWebhookRejectionsInput,
  webhookEventInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const webhooksRouter = router({
  list: staffProcedure
    .input(listWebhookEventsInput)
    .query(({ ctx, input }) => listWebhookEvents(ctx.shop, input)),
  countNewer: staffProcedure
    .input(countNewerWebhookEventsInput)
    .query(({ ctx, input }) => countNewerWebhookEvents(ctx.shop, input)),
  /** The number of failed events and of dead ones. */
  counts: staffProcedure.query(({ ctx }) => countRetriableEvents(ctx.shop)),
  event: staffProcedure.input(webhookEventInput).query(({ ctx, input }) => getWebhookEvent(ctx.shop, input)),
  rejections: staffProcedure
    .input(listWebhookRejectionsInput)
    .query(({ ctx, input }) => listWebhookRejections(ctx.shop, input)),
  retry: managerProcedure
    .input(webhookEventInput)
    .mutation(({ ctx, input }) => retryWebhookEvent(ctx.shop, { ...input, by: ctx.by })),
  retryAll: managerProcedure.mutation(({ ctx }) => retryAllWebhookEvents(ctx.shop, { by: ctx.by })),
});
