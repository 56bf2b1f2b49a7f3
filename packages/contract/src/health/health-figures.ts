/** The figures of the Health page, in its order. */
export const healthFigureNames = [
  "payment_to_order",
  "slowest_order",
  "satisfaction",
  "orders_missing",
  "payment_success",
  "declines",
  "sync_success",
  "manual_syncs",
  "webhook_success",
  "webhook_delay",
  "reservations_held",
  "reservations_ended",
  "reservation_timeouts",
  "reservation_latency",
  "reservation_conflicts",
  "oldest_expired",
  "cleanup_success",
  "oversold",
  "queue",
  "queue_age",
  "job_uptime",
  "job_failures",
  "stripe_latency",
  "stripe_errors",
  "memory",
  "live_streams",
] as const;
export type HealthFigureName = (typeof healthFigureNames)[number];

export const healthRanges = ["6h", "24h", "7d", "30d"] as const;
export type HealthRange = (typeof healthRanges)[number];

/** What the numbers of a figure are: a part of 1, seconds, pieces, bytes. */
export type HealthUnit = "share" | "seconds" | "count" | "bytes";

/** What a figure is to be. */
export interface HealthGoal {
  is: "above" | "below";
  than: number;
}
