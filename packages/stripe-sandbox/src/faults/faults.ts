import type { LimitReason } from "../access/rate-limits.ts";
import type { Chance } from "../core/chance.ts";
import { newId } from "../core/ids.ts";
import type { Live } from "../core/live.ts";
import type { Store } from "../store/store.ts";
import { matchesPath } from "./matches-path.ts";

export const webhookActions = [
  "lose",
  "delay",
  "duplicate",
  "double_event",
  "reorder",
  "corrupt_signature",
] as const;
export const apiActions = ["latency", "rate_limit", "lock_timeout", "error", "cut", "hang"] as const;

interface Counted {
  id: string;
  /** Probability with which a match is hit; 1 when left out. */
  rate?: number;
  /** How often it may be applied before it is spent; unlimited when left out (once, when `nth` is given). */
  times?: number;
  /** Applied to the nth match (1 is the first). */
  nth?: number;
  /** How many requests or events matched, and to how many of them it was applied. */
  seen: number;
  struck: number;
}

interface WebhookFault extends Counted {
  kind: "webhook";
  action: (typeof webhookActions)[number];
  types?: string[];
  delayMs?: number;
}

export interface ApiFault extends Counted {
  kind: "api";
  action: (typeof apiActions)[number];
  when: "before" | "after";
  method?: string;
  path?: string;
  status?: number;
  /** Of an `error`: its code, and the parameter that it is about. */
  code?: string;
  param?: string;
  /** Of a `rate_limit`: what the header `Stripe-Rate-Limited-Reason` says. */
  reason?: LimitReason;
  latencyMs?: number;
  /** The error of `when: "after"` is also what a retry with the same idempotency key gets. */
  sticky?: boolean;
}

type Fault = WebhookFault | ApiFault;
export type NewFault =
  | Omit<WebhookFault, "id" | "seen" | "struck">
  | Omit<ApiFault, "id" | "seen" | "struck">;

export interface Faults {
  list(): Fault[];
  add(fault: NewFault): Fault;
  remove(id?: string): number;
  /** Whether Stripe makes two events of this change; counts the faults that say so. */
  doublesEvent(eventType: string): boolean;
  /** The faults that apply to this event's delivery; counts them. */
  forWebhook(eventType: string): WebhookFault[];
  /** The faults that apply to this API request; counts them. */
  forRequest(method: string, path: string): ApiFault[];
}

/** Faults on demand, kept in the store so that they outlive a restart. Deterministic for a given seed. */
export function createFaults(store: Store, chance: Chance, live: Live): Faults {
  const read = () =>
    store.rows("select body from faults order by seq").map((row) => JSON.parse(String(row.body)) as Fault);
  let faults = read();
  // A fault of an event that never came to be has not been applied.
  store.onRollback(() => {
    faults = read();
  });
  const save = (fault: Fault) => {
    store.run(
      "insert into faults (id, body) values (?, ?) on conflict (id) do update set body = excluded.body",
      fault.id,
      JSON.stringify(fault),
    );
    live.publish({ type: "fault", id: fault.id });
  };

  function applies(fault: Fault): boolean {
    const { nth = 1 } = fault;
    const times = fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1);
    if (fault.struck >= times) return false;
    fault.seen += 1;
    const hit = fault.seen >= nth && chance.happens(fault.rate ?? 1);
    if (hit) fault.struck += 1;
    save(fault);
    return hit;
  }

  return {
    list: () => faults,
    add(fault) {
      const added = { id: newId("fault"), ...fault, seen: 0, struck: 0 };
      faults.push(added);
      save(added);
      return added;
    },
    remove(id) {
      const before = faults.length;
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
      if (id === undefined) store.run("delete from faults");
      else store.run("delete from faults where id = ?", id);
      live.publish({ type: "fault", id: id ?? "" });
      return before - faults.length;
    },
    doublesEvent: (eventType) =>
      faults.filter((fault) => isAbout(fault, eventType) && fault.action === "double_event" && applies(fault))
        .length > 0,
    forWebhook: (eventType) =>
      faults.filter(
        (fault): fault is WebhookFault =>
          isAbout(fault, eventType) && fault.action !== "double_event" && applies(fault),
      ),
    forRequest: (method, path) =>
      faults.filter(
        (fault): fault is ApiFault =>
          fault.kind === "api" &&
          (!fault.method || fault.method === method) &&
          (!fault.path || matchesPath(fault.path, path)) &&
          applies(fault),
      ),
  };
}

function isAbout(fault: Fault, eventType: string): fault is WebhookFault {
  return fault.kind === "webhook" && (!fault.types || fault.types.includes(eventType));
}
