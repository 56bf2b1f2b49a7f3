import { Prisma } from "../../generated/prisma/client.ts";
import type { WebhookEventState } from "../../generated/prisma/enums.ts";
import { pgNotify } from "../bus.ts";
import type { Tx } from "../connect.ts";
import { addJob } from "../jobs.ts";
import { selectSettingsVersion } from "./shop-state.ts";

interface NewWebhookEvent {
  id: string;
  type: string;
  /** The id of the object that it is about. */
  objectId: string | null;
  state: WebhookEventState;
  payload: object;
  createdAt: Date;
  receivedAt: Date;
  /** When Stripe delivered it; null: it was fetched. */
  deliveredAt: Date | null;
}

/**
 * Stores an event once, tells the inbox, and queues its job if it is `received`: all of it or nothing, in one statement. Answers false if
 * it is stored already.
 */
export async function storeWebhookEvent(tx: Tx, event: NewWebhookEvent): Promise<boolean> {
  const { id, type, objectId, state, payload, createdAt, receivedAt, deliveredAt } = event;
  const job =
    state === "received"
      ? Prisma.sql`, (${addJob("handle-event", { eventId: id }, { key: `event:${id}` })}).id::text as job`
      : Prisma.empty;
  const stored = await tx.$queryRaw<unknown[]>`
    with stored as (
      insert into webhook_event (id, type, object_id, state, payload, attempts, created_at, received_at, delivered_at)
      values (${id}, ${type}, ${objectId}, ${state}::webhook_event_state, ${JSON.stringify(payload)}::jsonb, 0,
        ${createdAt}::timestamptz, ${receivedAt}::timestamptz, ${deliveredAt}::timestamptz)
      on conflict do nothing returning id
    )
    select ${pgNotify({ topic: "webhook", id })}::text as told${job} from stored`;
  return stored.length === 1;
}

interface EventToHandle {
  state: WebhookEventState;
  payload: object;
  /** The settings' version. */
  settingsVersion: string;
}

/** A stored event. */
export async function readEventToHandle(tx: Tx, eventId: string): Promise<EventToHandle> {
  const [event] = await tx.$queryRaw<EventToHandle[]>`
    select state, payload, ${selectSettingsVersion} as "settingsVersion" from webhook_event where id = ${eventId}`;
  if (event === undefined) throw new Error(`There is no event ${eventId}`);
  return event;
}

interface Handled {
  eventId: string;
  /** `ignored`: it is not about this shop. */
  state: "processed" | "ignored";
  startedAt: Date;
  endedAt: Date;
}

/** Records that an event was handled, the attempt, and tells the inbox. One statement. */
export async function recordHandledEvent(tx: Tx, handled: Handled): Promise<void> {
  const { eventId, state, startedAt, endedAt } = handled;
  const durationMs = endedAt.getTime() - startedAt.getTime();
  await tx.$executeRaw`
    with event as (
      update webhook_event
      set attempts = attempts + 1, state = ${state}::webhook_event_state, processed_at = ${endedAt}::timestamptz, last_error = null
      where id = ${eventId} returning id
    ), attempt as (
      insert into webhook_attempt (event_id, started_at, duration_ms)
      select id, ${startedAt}::timestamptz, ${durationMs}::integer from event
    )
    select ${pgNotify({ topic: "webhook", id: eventId })} from event`;
}
