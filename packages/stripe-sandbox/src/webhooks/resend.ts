import type { SandboxContext } from "../context/sandbox-context.ts";
import { newId } from "../core/ids.ts";
import { refusal } from "../stripe/errors.ts";
import type { StripeEvent } from "../stripe/stripe-types.ts";
import { getEndpoint } from "./endpoints.ts";

/**
 * Sends an event again, now and without faults, as the Dashboard's "Resend" does. An endpoint that never got it (a lost
 * delivery too) gets its own delivery revived; one that did gets another. Returns the deliveries to be sent.
 */
export function resendEvent(context: SandboxContext, event: StripeEvent, only: string | undefined): string[] {
  const { store, clock } = context;
  if (only && getEndpoint(context, only).status !== "enabled")
    throw refusal(`The webhook endpoint ${only} is disabled`, { param: "webhook_endpoint" });
  const endpoints = store
    .list({ type: "webhook_endpoint", limit: 100 })
    .data.filter(({ id, status, enabled_events }) =>
      only
        ? id === only
        : status === "enabled" && (enabled_events.includes("*") || enabled_events.includes(event.type)),
    );
  return store.transaction(() =>
    endpoints.map(({ id: endpoint }) => {
      const missed = store.row(
        "select id from deliveries where event = ? and endpoint = ? and origin = 'event' and state <> 'delivered'",
        event.id,
        endpoint,
      );
      if (missed) {
        store.run(
          "update deliveries set state = 'pending', due = ?, held = 0, corrupt = 0 where id = ?",
          clock.now(),
          missed.id ?? null,
        );
        return String(missed.id);
      }
      const id = newId("dlv");
      store.run(
        `insert into deliveries (id, event, event_type, endpoint, origin, state, due, created)
         values (?, ?, ?, ?, 'resend', 'pending', ?, ?)`,
        id,
        event.id,
        event.type,
        endpoint,
        clock.now(),
        clock.now(),
      );
      return id;
    }),
  );
}
