import type { HealthFigureName, HealthGoal, HealthRange, HealthUnit } from "@dualtrack/contract";

export const rangeLabels: Record<HealthRange, string> = {
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

interface FigureText {
  title: string;
  /** What its one number is. */
  what: string;
  /** What stands there when nothing of the kind happened. */
  none: string;
}

const noPayments = "No payment in this time";
const noReservations = "No reservation in this time";
const noSamples = "Nothing was measured in this time";

export const figureTexts: Record<HealthFigureName, FigureText> = {
  payment_to_order: {
    title: "From payment to order",
    what: "95 of 100 customers had their order on its way to the screen in this time after the payment was confirmed in their browser",
    none: noPayments,
  },
  slowest_order: {
    title: "Slowest order",
    what: "The longest that a customer waited for the order after the payment",
    none: noPayments,
  },
  satisfaction: {
    title: "Paying went well",
    what: "Of the customers who answered on their order's page, those who said yes",
    none: "No customer answered in this time",
  },
  orders_missing: {
    title: "Customers who miss an order",
    what: "Messages of customers who can't find their order, or were charged and see none",
    none: noSamples,
  },
  payment_success: {
    title: "Payments that succeed",
    what: "Of all attempts to pay, those that became orders",
    none: noPayments,
  },
  declines: { title: "Declined attempts", what: "Attempts that a bank or Stripe declined", none: noPayments },
  sync_success: {
    title: "Order syncs",
    what: "Of the payments that were read from Stripe, those that could be read and settled",
    none: "No payment was synced in this time",
  },
  manual_syncs: {
    title: "Settled by hand",
    what: "Paid checkouts that changed only when staff synced them, as a part of all that were paid",
    none: noPayments,
  },
  webhook_success: {
    title: "Webhooks handled",
    what: "Of the attempts to handle an event, those that succeeded",
    none: "No event came in this time",
  },
  webhook_delay: {
    title: "Webhook delay",
    what: "95 of 100 events were handled in this time after Stripe had made them",
    none: "No event came in this time",
  },
  reservations_held: { title: "Held reservations", what: "The most at a time", none: noSamples },
  reservations_ended: {
    title: "How checkouts ended",
    what: "Checkouts that were paid, cancelled, or ran out of time",
    none: noReservations,
  },
  reservation_timeouts: {
    title: "Out of time while paying",
    what: "Of the checkouts in which Pay was pressed, and that ended paid or out of time, those that were out of time",
    none: noReservations,
  },
  reservation_latency: {
    title: "Time to reserve",
    what: "99 of 100 reservations, or refusals, took no longer",
    none: noReservations,
  },
  reservation_conflicts: {
    title: "Reservations refused",
    what: "Others had taken the goods first, or the customer or network reserves too many",
    none: noReservations,
  },
  oldest_expired: {
    title: "Oldest overdue reservation",
    what: "How long the oldest was over that still held goods",
    none: noSamples,
  },
  cleanup_success: {
    title: "Overdue reservations ended",
    what: "Of the attempts to end a reservation whose time was up, those that succeeded",
    none: "No reservation ran out in this time",
  },
  oversold: {
    title: "Oversold",
    what: "Variants of which more was reserved or sold than there is",
    none: noSamples,
  },
  queue: {
    title: "Queued jobs",
    what: "The most that waited or were tried again, at a time",
    none: noSamples,
  },
  queue_age: {
    title: "Longest wait of a due job",
    what: "How long a job was due that had not begun",
    none: noSamples,
  },
  job_uptime: {
    title: "Uptime of jobs",
    what: "Of all minutes, those in which jobs ran",
    none: "It is known once jobs have run for a while",
  },
  job_failures: {
    title: "Failed runs of jobs",
    what: "Of all runs; failed ones are tried again",
    none: noSamples,
  },
  stripe_latency: {
    title: "Stripe's answers",
    what: "95 of 100 requests were answered in this time",
    none: "Stripe was not asked in this time",
  },
  stripe_errors: {
    title: "Stripe's failures",
    what: "Of all requests, those without an answer, with an error of Stripe's, or refused as too many",
    none: "Stripe was not asked in this time",
  },
  memory: { title: "Memory", what: "The most that one process has used", none: noSamples },
  live_streams: {
    title: "Live pages",
    what: "The most browsers that one process told of changes",
    none: noSamples,
  },
};

export interface FigureGroup {
  title: string;
  names: readonly HealthFigureName[];
}

export const figureGroups: readonly FigureGroup[] = [
  {
    title: "Orders and payments",
    names: [
      "payment_to_order",
      "slowest_order",
      "satisfaction",
      "orders_missing",
      "payment_success",
      "declines",
      "sync_success",
      "manual_syncs",
    ],
  },
  {
    title: "Reservations",
    names: [
      "reservation_latency",
      "reservation_timeouts",
      "cleanup_success",
      "oversold",
      "reservations_ended",
      "reservations_held",
      "reservation_conflicts",
      "oldest_expired",
    ],
  },
  {
    title: "Webhooks and Stripe",
    names: ["webhook_success", "webhook_delay", "stripe_latency", "stripe_errors"],
  },
  {
    title: "Jobs and processes",
    names: ["job_uptime", "job_failures", "queue", "queue_age", "memory", "live_streams"],
  },
];

const lineLabels: Record<string, string> = {
  p50: "half of all",
  p95: "95 of 100",
  p99: "99 of 100",
  most: "most",
  share: "share",
  order_not_found: "can't find it",
  charged_without_order: "charged, no order",
  ordered: "became orders",
  kept: "kept",
  declined: "declined",
  committed: "paid",
  released: "cancelled",
  ran_out: "out of time before Pay",
  timed_out: "out of time while paying",
  out_of_stock: "sold out",
  limited: "too many",
  waiting: "waiting",
  failing: "tried again",
  dead: "given up",
};

/** The name of a line of a chart. */
export function lineLabel(line: string): string {
  return lineLabels[line] ?? line;
}

const number = new Intl.NumberFormat("en-IE", { maximumFractionDigits: 1 });
const megabyte = 1024 * 1024;

/** `99.95 %`, `340 ms`, `1.2 s`, `12 min`, `1,204`, `182 MB`. */
export function writeValue(value: number, unit: HealthUnit): string {
  switch (unit) {
    case "share":
      return `${writeShare(value)} %`;
    case "seconds":
      return writeSeconds(value);
    case "bytes":
      return `${number.format(Math.round(value / megabyte))} MB`;
    case "count":
      return number.format(value);
  }
}

/** Never rounded up to 100 %: what is not all is not shown as all; nor down to 0. */
function writeShare(value: number): string {
  const percent = value * 100;
  if (percent > 99 && percent < 100) return String(Math.floor(percent * 1_000) / 1_000);
  if (percent > 0 && percent < 0.001) return "under 0.001";
  return new Intl.NumberFormat("en-IE", { maximumSignificantDigits: 3 }).format(percent);
}

function writeSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 120) return `${number.format(seconds)} s`;
  if (seconds < 7_200) return `${number.format(seconds / 60)} min`;
  return `${number.format(seconds / 3_600)} h`;
}

export function writeGoal({ is, than }: HealthGoal, unit: HealthUnit): string {
  if (unit === "count" && is === "below" && than === 1) return "goal 0";
  return `goal ${is === "above" ? "over" : "under"} ${writeValue(than, unit)}`;
}
