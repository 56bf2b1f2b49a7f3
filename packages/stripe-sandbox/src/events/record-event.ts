import type { UnitOfWork } from "../context/sandbox-context.ts";
import { newId } from "../core/ids.ts";
import { asJson } from "../stripe/as-json.ts";
import {
  API_VERSION,
  type Json,
  type JsonObject,
  type StripeEvent,
  type StripeObject,
  type WebhookEndpoint,
} from "../stripe/stripe-types.ts";
import { queueDelivery } from "../webhooks/queue.ts";

/**
 * Writes an event with a snapshot of the object, and queues its delivery to every endpoint that wants it, in the
 * transaction that changed the object; then does what Stripe does because of it. `before` is the object as it was, for `previous_attributes` of updates.
 */
export function recordEvent(
  work: UnitOfWork,
  type: string,
  object: StripeObject,
  before?: StripeObject,
): StripeEvent {
  if (!work.spec.eventTypes.has(type)) throw new Error(`Stripe has no event type ${type}`);
  const event = writeEvent(work, type, object, before);
  // "Occasionally, two separate Event objects are generated and sent": https://docs.stripe.com/webhooks#handle-duplicate-events
  if (work.faults.doublesEvent(type)) writeEvent(work, type, object, before);
  for (const react of work.reactions[type] ?? []) react(work, object);
  return event;
}

function writeEvent(
  work: UnitOfWork,
  type: string,
  object: StripeObject,
  before?: StripeObject,
): StripeEvent {
  const endpoints = listenersOf(work, type);
  const event: StripeEvent = {
    id: newId("evt"),
    object: "event",
    api_version: API_VERSION,
    created: work.clock.seconds(),
    data: { object, ...(before ? { previous_attributes: previousAttributes(before, object) } : {}) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { ...work.cause },
    type,
  };
  work.store.insert(event, null, event.created);
  for (const endpoint of endpoints) queueDelivery(work, event, endpoint.id);
  return event;
}

function listenersOf(work: UnitOfWork, type: string): WebhookEndpoint[] {
  // Asked for with every event: reading them anew each time took 7 % of the sandbox's time.
  const all = work.store.derive(
    "webhook_endpoint",
    () => work.store.list({ type: "webhook_endpoint", limit: 100 }).data,
  );
  return all.filter(
    ({ status, enabled_events }) =>
      status === "enabled" && (enabled_events.includes("*") || enabled_events.includes(type)),
  );
}

/** The old values of what changed; of nested objects only the changed keys. */
function previousAttributes(before: object, after: object): JsonObject {
  const old = asJson(before);
  const now = asJson(after);
  const changed: JsonObject = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const was: Json = old[key] ?? null;
    const is: Json = now[key] ?? null;
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changed[key] = isPlain(was) && isPlain(is) ? previousAttributes(was, is) : was;
  }
  return changed;
}

function isPlain(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
