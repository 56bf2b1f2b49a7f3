import type { SandboxContext } from "../context/sandbox-context.ts";
import { asJson } from "../stripe/as-json.ts";
import type { StripeEvent } from "../stripe/stripe-types.ts";

/** An event as one line of a list: what it is about, and how far its deliveries are. */
export function showEvent({ store }: SandboxContext, event: StripeEvent) {
  const rows = store.rows(
    "select state, count(*) as n, min(due) as due from deliveries where event = ? group by state",
    event.id,
  );
  const object = asJson(event.data.object);
  const waiting = rows.find(({ state }) => state === "pending");
  return {
    id: event.id,
    type: event.type,
    created: event.created,
    subject: object.id ?? null,
    subject_type: object.object,
    amount: object.amount ?? null,
    currency: object.currency ?? null,
    status: object.status ?? null,
    request: event.request.id,
    deliveries: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
    next_attempt_at: waiting ? Math.floor(Number(waiting.due) / 1000) : null,
  };
}
