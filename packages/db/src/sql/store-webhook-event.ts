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
  /** Why it is `ignored`; null if it is not. */
  ignoredReason: string | null;
  payload: object;
  createdAt: Date;
  receivedAt: Date;
  /** The call that it came with; null: it was fetched. */
  delivery: { at: Date; signedWith: number } | null;
}

/**
 * Stores an event once, tells the inbox, and queues its job if it is `received`: all of it or nothing, in one statement. A call with an event that
 * is stored already is counted on it.
 */
export async function storeWebhookEvent(tx: Tx, event: NewWebhookEvent): Promise<void> {
  const { id, type, objectId, state, ignoredReason, payload, createdAt, receivedAt, delivery } = event;
  const deliveredAt = delivery?.at ?? null;
  const job =
    state === "received"
      ? Prisma.sql`, case when is_new then (${addJob("handle-event", { eventId: id }, { key: `event:${id}` })}).id::text end as job`
      : Prisma.empty;
  // `xmax` is 0 in a row that was inserted, and names the transaction in one that was updated.
  await tx.$executeRaw`
    with stored as (
      insert into webhook_event as e (id, type, object_id, state, ignored_reason, payload, attempts, created_at, received_at,
        delivered_at, last_delivered_at, deliveries, signed_with)
      values (${id}, ${type}, ${objectId}, ${state}::webhook_event_state, ${ignoredReason}, ${JSON.stringify(payload)}::jsonb, 0,
        ${createdAt}::timestamptz, ${receivedAt}::timestamptz, ${deliveredAt}::timestamptz, ${deliveredAt}::timestamptz,
        ${delivery === null ? 0 : 1}::integer, ${delivery?.signedWith ?? null}::smallint)
      on conflict (id) do update set
        delivered_at = coalesce(e.delivered_at, excluded.delivered_at),
        last_delivered_at = excluded.last_delivered_at,
        deliveries = e.deliveries + 1,
        signed_with = excluded.signed_with
      where excluded.delivered_at is not null
      returning xmax = 0 as is_new
    )
    select ${pgNotify({ topic: "webhook", id })}::text as told${job} from stored`;
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
  /** Null: it is processed. Else why it is ignored. */
  ignoredReason: string | null;
  startedAt: Date;
  endedAt: Date;
}

/** Records that an event was handled, the attempt, and tells the inbox. One statement. */
export async function recordHandledEvent(tx: Tx, handled: Handled): Promise<void> {
  const { eventId, ignoredReason, startedAt, endedAt } = handled;
  const state: WebhookEventState = ignoredReason === null ? "processed" : "ignored";
  const durationMs = endedAt.getTime() - startedAt.getTime();
  await tx.$executeRaw`
    with event as (
      update webhook_event
      set attempts = attempts + 1, state = ${state}::webhook_event_state, ignored_reason = ${ignoredReason},
        processed_at = ${endedAt}::timestamptz, last_error = null
      where id = ${eventId} returning id
    ), attempt as (
      insert into webhook_attempt (event_id, started_at, duration_ms)
      select id, ${startedAt}::timestamptz, ${durationMs}::integer from event
    )
    select ${pgNotify({ topic: "webhook", id: eventId })} from event`;
}
