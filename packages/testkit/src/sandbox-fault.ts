/** How often a fault is applied: with a chance, at most so many times, or to the nth match only. */
interface Frequency {
  /** 0 to 1. */
  rate?: number;
  times?: number;
  nth?: number;
}

/** A fault of the webhooks. */
interface WebhookFault extends Frequency {
  kind: "webhook";
  action: "lose" | "delay" | "duplicate" | "double_event" | "reorder" | "corrupt_signature";
  /** Types of events; all when left out. */
  types?: string[];
  delayMs?: number;
}

/** A fault of the API's requests. */
interface ApiFault extends Frequency {
  kind: "api";
  action: "latency" | "rate_limit" | "lock_timeout" | "error" | "cut" | "hang";
  /** `before`, the default: nothing was done. `after`: the work is done, and its answer is lost. */
  when?: "before" | "after";
  method?: "GET" | "POST" | "DELETE";
  /** Whole segments from the start; `*` is one segment. */
  path?: string;
  latencyMs?: number;
  status?: number;
  code?: string;
  param?: string;
  /** Retries under the same idempotency key get the error, too. */
  sticky?: boolean;
  /** What `Stripe-Rate-Limited-Reason` says. */
  reason?: string;
}

/** A fault in the format of the sandbox's HTTP API; see its README. */
export type SandboxFault = WebhookFault | ApiFault;
