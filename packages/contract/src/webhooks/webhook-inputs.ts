import { day, instant } from "../day.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { ignoredReasons } from "./ignored-reasons.ts";
import { webhookEventStates } from "./webhook-states.ts";

/** Filter for webhook events. */
const webhookFilter = z.object({
  states: z.array(z.enum(webhookEventStates)).max(webhookEventStates.length).optional(),
  /** Only ignored events, for one of these reasons. */
  reasons: z.array(z.enum(ignoredReasons)).max(ignoredReasons.length).optional(),
  /** A prefix of the type, e.g. `charge.` or `payment_intent.succeeded`. */
  type: z
    .string()
    .trim()
    .max(100)
    .regex(/^[a-z0-9_.]*$/)
    .optional(),
  /** An order's number, an event's id, or the id of the event's object. */
  q: searchText.optional(),
  from: day.optional(),
  to: day.optional(),
});
export type WebhookFilter = z.output<typeof webhookFilter>;

export const listWebhookEventsInput = webhookFilter.extend({
  /** Only these events: a page reloads those that it shows. */
  ids: z
    .array(z.string().regex(/^evt_\w{1,200}$/))
    .max(100)
    .optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListWebhookEvents = z.output<typeof listWebhookEventsInput>;

export const countNewerWebhookEventsInput = webhookFilter.extend({ since: instant });
export type CountNewerWebhookEvents = z.output<typeof countNewerWebhookEventsInput>;

export const webhookEventInput = z.object({ eventId: z.string().regex(/^evt_\w{1,200}$/) });

export const listWebhookRejectionsInput = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListWebhookRejections = z.output<typeof listWebhookRejectionsInput>;
