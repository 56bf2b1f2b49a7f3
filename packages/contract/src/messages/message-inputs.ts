import { emailSchema } from "../contact/email.ts";
import { orderToken } from "../orders/order-token.ts";
import { line, lines } from "../text/line-schema.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { messageReasons, messageShows } from "./message-states.ts";

export const maxMessageText = 4_000;
export const maxOrderText = 40;

export const sendMessageInput = z.object({
  /** Made once per form. It becomes the message's id, so that a repeated press is one message. */
  requestId: z.uuid(),
  reason: z.enum(messageReasons, "Choose what it is about"),
  email: emailSchema,
  /** As the customer writes it. */
  orderText: line("The order number", maxOrderText).default(""),
  /** Of the order's page, if they came from there. */
  orderToken: orderToken.optional(),
  text: lines("Your message", maxMessageText).min(1, "Your message is missing"),
  /** A field that people don't see. */
  homepage: z.string().max(500).default(""),
});
export type SendMessage = z.output<typeof sendMessageInput>;

const messageFilter = z.object({
  show: z.enum(messageShows).default("open"),
  reason: z.enum(messageReasons).optional(),
  /** A message's or order's number, or a part of an e-mail address or text. */
  q: searchText.optional(),
});
export type MessageFilter = z.output<typeof messageFilter>;

export const listMessagesInput = messageFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListMessages = z.output<typeof listMessagesInput>;

export const countMessagesInput = messageFilter;

/** A CSV file of all that match, newest first. */
export const exportMessagesInput = messageFilter;

export const messageByNumberInput = z.object({ number: z.number().int().min(1).max(999_999_999) });

const messageInput = z.object({
  messageId: z.uuid(),
  /** As it was shown: what a colleague has done since is not undone. */
  version: z.number().int().min(1),
});

export const answerMessageInput = messageInput.extend({
  /** Made once per form, so that a repeated press is one answer. */
  requestId: z.uuid(),
  text: lines("The answer", maxMessageText).min(1, "Write an answer"),
});
export type AnswerMessage = z.output<typeof answerMessageInput>;

export const closeMessageInput = messageInput;
export const reopenMessageInput = messageInput;
export type ChangeMessage = z.output<typeof messageInput>;
