import { setTimeout as pause } from "node:timers/promises";
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
import { hintsFrom } from "./hints.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** A busy shop has many events a second; a page needs to know about once. */
const betweenMessagesMs = 1_000;

export const webhooksRouter = router({
  list: staffProcedure
    .input(listWebhookEventsInput)
    .query(({ ctx, input }) => listWebhookEvents(ctx.shop, input)),
  countNewer: staffProcedure
    .input(countNewerWebhookEventsInput)
    .query(({ ctx, input }) => countNewerWebhookEvents(ctx.shop, input)),
  /** How many events are failed, and how many dead. */
  counts: staffProcedure.query(({ ctx }) => countRetriableEvents(ctx.shop)),
  event: staffProcedure.input(webhookEventInput).query(({ ctx, input }) => getWebhookEvent(ctx.shop, input)),
  rejections: staffProcedure
    .input(listWebhookRejectionsInput)
    .query(({ ctx, input }) => listWebhookRejections(ctx.shop, input)),
  /** Says that something came or changed, and nothing more: the page asks again when it suits its reader. */
  watch: staffProcedure.subscription(async function* ({ ctx, signal }) {
    const { bus } = ctx.shop;
    const hints = hintsFrom((listener) => bus.subscribeAll("webhook", listener), signal);
    for await (const _ of hints) {
      yield { changed: true as const };
      await pause(betweenMessagesMs, undefined, { signal, ref: false }).catch(() => {}); // ends early when nobody listens
    }
  }),
  retry: managerProcedure
    .input(webhookEventInput)
    .mutation(({ ctx, input }) => retryWebhookEvent(ctx.shop, { ...input, by: ctx.by })),
  retryAll: managerProcedure.mutation(({ ctx }) => retryAllWebhookEvents(ctx.shop, { by: ctx.by })),
});
