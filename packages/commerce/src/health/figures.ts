import {
  type HealthFigureName,
  type HealthGoal,
  type HealthUnit,
  orderMissingReasons,
} from "@dualtrack/contract";
import { measures } from "../measures.ts";
import type { Counted } from "./figure-points.ts";

/** A figure of the Health page. */
export interface Figure {
  unit: HealthUnit;
  /** Null: there is none, as it is what it is. */
  goal: HealthGoal | null;
  /** Its value over a whole period; null: nothing of the kind happened. */
  value(counted: Counted): number | null;
  /** Its lines, by their names, of one step of a period. */
  lines: Readonly<Record<string, (counted: Counted) => number | null>>;
  /** What it consists of, by codes; left out: it is one. */
  parts?(counted: Counted): { code: string; count: number }[];
}

/** The names under which its counts are stored. */
export const storedNames = [
  "payment_to_order_seconds",
  "payment_syncs_total",
  "webhook_duration_seconds",
  "webhook_delay_seconds",
  "reservation_duration_seconds",
  "reservation_expiries_total",
  "job_duration_seconds",
  "stripe_request_duration_seconds",
  "reservations_ended",
  "payments_declined",
  "satisfaction",
  "messages",
  "manual_syncs",
  "reservations_held",
  "reservation_overdue",
  "variants_oversold",
  "job_overdue",
  "jobs",
  "process_memory",
  "process_streams",
] as const;

const paid = ["committed"];

/** All that took its time, but for failures of ours: those are told elsewhere, and say nothing of the time. */
const reserved = ["reserved", "out_of_stock", "limited"];
const answered = ["ok", "refused"];

function quantileOf(
  name:
    | "payment_to_order_seconds"
    | "webhook_delay_seconds"
    | "reservation_duration_seconds"
    | "stripe_request_duration_seconds",
  part: number,
  labels?: readonly string[],
) {
  return (counted: Counted) => counted.quantile(name, part, measures[name].buckets, labels);
}

function outcomesOf(name: string, good: readonly string[]): Pick<Figure, "unit" | "value" | "lines"> {
  const value = (counted: Counted) => counted.share(name, good);
  return { unit: "share", value, lines: { share: value } };
}

function ratio(value: (counted: Counted) => number | null): Pick<Figure, "unit" | "value" | "lines"> {
  return { unit: "share", value, lines: { share: value } };
}

function part(of: number, all: number): number | null {
  return all === 0 ? null : of / all;
}

function mostOf(name: string): Pick<Figure, "value" | "lines"> {
  const value = (counted: Counted) => counted.max(name);
  return { value, lines: { most: value } };
}

const above = (than: number): HealthGoal => ({ is: "above", than });
const below = (than: number): HealthGoal => ({ is: "below", than });

/** How each is computed; `job_uptime` is in `job-uptime.ts`. `docs/operations.md` says what each means. */
export const figures: Record<Exclude<HealthFigureName, "job_uptime">, Figure> = {
  payment_to_order: {
    unit: "seconds",
    goal: below(1),
    value: quantileOf("payment_to_order_seconds", 0.95),
    lines: {
      p50: quantileOf("payment_to_order_seconds", 0.5),
      p95: quantileOf("payment_to_order_seconds", 0.95),
    },
  },
  slowest_order: { unit: "seconds", goal: below(3), ...mostOf("payment_to_order_seconds") },
  satisfaction: { ...outcomesOf("satisfaction", ["yes"]), goal: above(0.95) },
  orders_missing: {
    unit: "count",
    goal: null,
    value: (counted) => counted.count("messages", orderMissingReasons),
    lines: {
      order_not_found: (counted) => counted.count("messages", ["order_not_found"]),
      charged_without_order: (counted) => counted.count("messages", ["charged_without_order"]),
    },
  },
  payment_success: {
    ...ratio((counted) => {
      const succeeded = counted.count("reservations_ended", paid);
      return part(succeeded, succeeded + counted.count("payments_declined"));
    }),
    goal: null,
  },
  declines: {
    unit: "count",
    goal: null,
    value: (counted) => counted.count("payments_declined"),
    lines: { declined: (counted) => counted.count("payments_declined") },
    parts: (counted) =>
      counted
        .labels("payments_declined")
        .map((code) => ({ code, count: counted.count("payments_declined", [code]) }))
        .sort((one, other) => other.count - one.count),
  },
  sync_success: {
    ...ratio((counted) => {
      const failed = counted.count("payment_syncs_total", ["failed", "outage"]);
      const all = counted.count("payment_syncs_total");
      return part(all - failed, all);
    }),
    goal: above(0.995),
  },
  manual_syncs: {
    ...ratio((counted) => part(counted.count("manual_syncs"), counted.count("reservations_ended", paid))),
    goal: null,
  },
  webhook_success: {
    ...outcomesOf("webhook_duration_seconds", ["processed", "ignored"]),
    goal: above(0.999),
  },
  webhook_delay: {
    unit: "seconds",
    goal: null,
    value: quantileOf("webhook_delay_seconds", 0.95, ["handled"]),
    lines: {
      p50: quantileOf("webhook_delay_seconds", 0.5, ["handled"]),
      p95: quantileOf("webhook_delay_seconds", 0.95, ["handled"]),
    },
  },
  reservations_held: {
    unit: "count",
    goal: null,
    value: (counted) => counted.max("reservations_held"),
    lines: { most: (counted) => counted.max("reservations_held") },
  },
  reservations_ended: {
    unit: "count",
    goal: null,
    value: (counted) => counted.count("reservations_ended"),
    lines: {
      committed: (counted) => counted.count("reservations_ended", paid),
      released: (counted) => counted.count("reservations_ended", ["released"]),
      ran_out: (counted) => counted.count("reservations_ended", ["ran_out"]),
      timed_out: (counted) => counted.count("reservations_ended", ["timed_out"]),
    },
  },
  reservation_timeouts: {
    ...ratio((counted) => {
      const timedOut = counted.count("reservations_ended", ["timed_out"]);
      return part(timedOut, timedOut + counted.count("reservations_ended", paid));
    }),
    goal: below(0.01),
  },
  reservation_latency: {
    unit: "seconds",
    goal: below(0.1),
    value: quantileOf("reservation_duration_seconds", 0.99, reserved),
    lines: {
      p50: quantileOf("reservation_duration_seconds", 0.5, reserved),
      p99: quantileOf("reservation_duration_seconds", 0.99, reserved),
    },
  },
  reservation_conflicts: {
    unit: "count",
    goal: null,
    value: (counted) => counted.count("reservation_duration_seconds", ["out_of_stock", "limited"]),
    lines: {
      out_of_stock: (counted) => counted.count("reservation_duration_seconds", ["out_of_stock"]),
      limited: (counted) => counted.count("reservation_duration_seconds", ["limited"]),
    },
  },
  oldest_expired: { unit: "seconds", goal: null, ...mostOf("reservation_overdue") },
  cleanup_success: { ...outcomesOf("reservation_expiries_total", ["ended"]), goal: above(0.999) },
  oversold: { unit: "count", goal: below(1), ...mostOf("variants_oversold") },
  queue: {
    unit: "count",
    goal: null,
    value: (counted) => counted.max("jobs", ["waiting", "failing"]),
    lines: {
      waiting: (counted) => counted.max("jobs", ["waiting"]),
      failing: (counted) => counted.max("jobs", ["failing"]),
      dead: (counted) => counted.max("jobs", ["dead"]),
    },
  },
  queue_age: { unit: "seconds", goal: null, ...mostOf("job_overdue") },
  job_failures: { ...outcomesOf("job_duration_seconds", ["failed"]), goal: null },
  stripe_latency: {
    unit: "seconds",
    goal: null,
    value: quantileOf("stripe_request_duration_seconds", 0.95, answered),
    lines: {
      p50: quantileOf("stripe_request_duration_seconds", 0.5, answered),
      p95: quantileOf("stripe_request_duration_seconds", 0.95, answered),
    },
  },
  stripe_errors: {
    ...ratio((counted) => {
      const all = counted.count("stripe_request_duration_seconds");
      return part(all - counted.count("stripe_request_duration_seconds", answered), all);
    }),
    goal: null,
  },
  memory: { unit: "bytes", goal: null, ...mostOf("process_memory") },
  live_streams: { unit: "count", goal: null, ...mostOf("process_streams") },
};
