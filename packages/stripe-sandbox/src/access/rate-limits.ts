import type { Clock } from "../core/clock.ts";
import type { Settings } from "../core/settings.ts";
import { StripeError } from "../stripe/errors.ts";

/**
 * Stripe's limits for sandboxes, per account: https://docs.stripe.com/rate-limits. A single endpoint has a limit of 25
 * requests a second too, which nobody reaches before the global one.
 */
const GLOBAL_PER_SECOND = 25;
const SEARCHES_PER_SECOND = 20;
const UPDATES_OF_A_PAYMENT_PER_HOUR = 1_000;

/** How many payments' buckets are kept before those that are full again are thrown away. */
const KEPT_BUCKETS = 5_000;

/** Values of the header `Stripe-Rate-Limited-Reason`. */
export const limitReasons = [
  "global-rate",
  "global-concurrency",
  "endpoint-rate",
  "endpoint-concurrency",
  "resource-specific",
] as const;
export type LimitReason = (typeof limitReasons)[number];

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Stripe's rate limits, off until somebody switches them on; they count on the sandbox's clock. */
export function createRateLimits(settings: Settings, clock: Clock) {
  let on = settings.setting<boolean>("rate_limits") ?? false;
  let global = createBucket(GLOBAL_PER_SECOND, 1_000);
  let searches = createBucket(SEARCHES_PER_SECOND, 1_000);
  const updates = new Map<string, Bucket>();
  /** Objects that a request is changing right now. */
  const locked = new Set<string>();

  function updatesOf(payment: string, now: number): Bucket {
    if (updates.size >= KEPT_BUCKETS)
      for (const [id, bucket] of updates) if (bucket.isFull(now)) updates.delete(id);
    const known = updates.get(payment) ?? createBucket(UPDATES_OF_A_PAYMENT_PER_HOUR, 3_600_000);
    updates.set(payment, known);
    return known;
  }

  return {
    isOn: () => on,
    /** Buckets are full again whenever the limits are switched. */
    set(wanted: boolean): void {
      on = wanted;
      settings.saveSetting("rate_limits", on);
      global = createBucket(GLOBAL_PER_SECOND, 1_000);
      searches = createBucket(SEARCHES_PER_SECOND, 1_000);
      updates.clear();
    },
    /** Counts one request; refuses it when that is one too many. */
    count(method: string, path: string): void {
      if (!on) return;
      const now = clock.now();
      if (!global.take(now)) throw rateLimited("global-rate");
      if (path.endsWith("/search") && !searches.take(now)) throw rateLimited("endpoint-rate");
      const [, payment] = /^\/v1\/payment_intents\/([^/]+)/.exec(path) ?? [];
      if (method === "POST" && payment && !updatesOf(payment, now).take(now))
        throw rateLimited("resource-specific");
    },
    /** Locks an object for one change at a time, as Stripe does; answers with the way to unlock it. */
    lock(id: string): () => void {
      if (!on) return () => {};
      if (locked.has(id)) throw lockTimeout();
      locked.add(id);
      return () => locked.delete(id);
    },
  };
}

interface Bucket {
  take(now: number): boolean;
  isFull(now: number): boolean;
}

/** A bucket of tokens that fills up again evenly within `perMs`. */
function createBucket(size: number, perMs: number): Bucket {
  let tokens = size;
  let filled = Number.NEGATIVE_INFINITY;
  const refill = (now: number) => {
    tokens = Math.min(size, tokens + ((now - filled) / perMs) * size);
    filled = now;
  };
  return {
    take(now) {
      refill(now);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    isFull(now) {
      refill(now);
      return tokens === size;
    },
  };
}

export function rateLimited(reason: LimitReason): StripeError {
  return new StripeError(
    429,
    {
      type: "invalid_request_error",
      code: "rate_limit",
      message:
        "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
    },
    {
      beforeExecution: true,
      headers: { "stripe-rate-limited-reason": reason, "stripe-should-retry": "false" },
    },
  );
}

/** Stripe's own libraries try again after this one. https://docs.stripe.com/rate-limits#object-lock-timeouts */
export function lockTimeout(): StripeError {
  return new StripeError(
    429,
    {
      type: "invalid_request_error",
      code: "lock_timeout",
      message:
        "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.",
    },
    { beforeExecution: true, headers: { "stripe-should-retry": "true" } },
  );
}
