import {
  answerMessage,
  closeMessage,
  countMessages,
  getMessage,
  listMessages,
  reopenMessage,
  sendMessage,
} from "@dualtrack/commerce";
import {
  answerMessageInput,
  closeMessageInput,
  countMessagesInput,
  listMessagesInput,
  messageByNumberInput,
  reopenMessageInput,
  sendMessageInput,
} from "@dualtrack/contract";
import { limitedSecretProcedure, router, staffProcedure } from "./trpc.ts";

/** What people write to the shop, and its answers. */
export const messagesRouter = router({
  send: limitedSecretProcedure("messages")
    .input(sendMessageInput)
    .mutation(async ({ ctx, input }) => {
      await sendMessage(ctx.shop, input);
      return {};
    }),

  list: staffProcedure.input(listMessagesInput).query(({ ctx, input }) => listMessages(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countMessagesInput)
    .query(async ({ ctx, input }) => ({ count: await countMessages(ctx.shop, input) })),
  get: staffProcedure.input(messageByNumberInput).query(({ ctx, input }) => getMessage(ctx.shop, input)),
  answer: staffProcedure.input(answerMessageInput).mutation(async ({ ctx, input }) => {
    await answerMessage(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  close: staffProcedure.input(closeMessageInput).mutation(async ({ ctx, input }) => {
    await closeMessage(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  reopen: staffProcedure.input(reopenMessageInput).mutation(async ({ ctx, input }) => {
    await reopenMessage(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
