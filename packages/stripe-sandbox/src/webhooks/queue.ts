import type { SandboxContext } from "../context/sandbox-context.ts";
import { newId } from "../core/ids.ts";
import type { StripeEvent } from "../stripe/stripe-types.ts";

/** How long a reordered delivery waits for a later one to overtake it, and a delayed one waits at all, by default. */
const REORDER_WAIT_MS = 2_000;
const DELAY_MS = 3_000;

/** Queues the delivery of an event to one endpoint, or what the faults make of it. */
export function queueDelivery(context: SandboxContext, event: StripeEvent, endpoint: string): void {
  const { store, clock } = context;
  const now = clock.now();
  const faults = context.faults.forWebhook(event.type);
  const of = (action: string) => faults.find((fault) => fault.action === action);
  const add = (origin: "event" | "duplicate", state: "pending" | "lost", due: number, held: boolean) => {
    const id = newId("dlv");
    store.run(
      `insert into deliveries (id, event, event_type, endpoint, origin, state, due, held, corrupt, created)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      event.id,
      event.type,
      endpoint,
      origin,
      state,
      due,
      held ? 1 : 0,
      of("corrupt_signature") ? 1 : 0,
      now,
    );
    context.live.publish({ type: "delivery", id, event: event.id, created: true });
  };
  if (of("lose")) {
    add("event", "lost", now, false);
    return;
  }
  const delay = of("delay");
  const reorder = of("reorder");
  const someoneWaits = () =>
    store.row(
      "select 1 from deliveries where endpoint = ? and state = 'pending' and held = 1 limit 1",
      endpoint,
    ) !== undefined;
  // Holding every delivery would keep their order; so one waits until another has passed it, then the next one waits.
  const held = reorder !== undefined && !someoneWaits();
  const wait = (delay ? (delay.delayMs ?? DELAY_MS) : 0) + (held ? (reorder.delayMs ?? REORDER_WAIT_MS) : 0);
  add("event", "pending", now + wait, held);
  const duplicate = of("duplicate");
  if (duplicate) add("duplicate", "pending", now + wait + (duplicate.delayMs ?? 0), false);
}
