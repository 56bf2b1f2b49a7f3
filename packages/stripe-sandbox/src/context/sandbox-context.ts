import type { Keys } from "../access/keys.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import type { Chance } from "../core/chance.ts";
import type { Clock } from "../core/clock.ts";
import type { Live } from "../core/live.ts";
import type { Faults } from "../faults/faults.ts";
import type { Spec } from "../spec/spec.ts";
import type { Store } from "../store/store.ts";
import type { StripeObject } from "../stripe/stripe-types.ts";
import type { RequestLog } from "./request-log.ts";

/** All that the sandbox is made of; built once by `createMachine` and handed to everything. */
export interface SandboxContext {
  store: Store;
  clock: Clock;
  chance: Chance;
  faults: Faults;
  live: Live;
  requests: RequestLog;
  keys: Keys;
  rateLimits: RateLimits;
  spec: Spec;
  /** What follows from events, by their type. Handed on rather than imported, because reactions record events too. */
  reactions: Readonly<Record<string, readonly Reaction[]>>;
  log: (line: string) => void;
}

/** Why something happens: an API request, or (both null) Stripe by itself. Events carry it as `request`. */
interface Cause {
  id: string | null;
  idempotency_key: string | null;
}

/** One request or one due task: what it works with, and why, inside one transaction. */
export interface UnitOfWork extends SandboxContext {
  cause: Cause;
  /** Where the caller reaches us, for the links in `next_action`. */
  baseUrl: string;
}

/** `object` is the event's own: do not change it; store a new version. */
export type Reaction = (work: UnitOfWork, object: StripeObject) => void;
