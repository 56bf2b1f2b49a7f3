interface Described {
  /** What Prometheus shows beside it. */
  help: string;
  /** Each has few values: none comes from a stranger. */
  labels: readonly string[];
}

/** What is counted, in parts of a second or bytes or calls. */
export type Measure = Described &
  (
    | { kind: "counter" }
    | { kind: "gauge" }
    /** `buckets`: upper limits, ascending. */
    | { kind: "histogram"; buckets: readonly number[] }
  );

const seconds = {
  /** Of what the shop does by itself. */
  quick: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  /** Of what waits for others. */
  outside: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60],
  /** Of what a customer sees. */
  felt: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10],
  late: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600],
} as const;

/** Everything that processes count about themselves; `docs/operations.md` explains each. Prometheus knows them as `dualtrack_…`. */
export const measures = {
  stripe_request_duration_seconds: {
    kind: "histogram",
    help: "One request to Stripe, without waiting for a turn",
    labels: ["operation", "outcome"],
    buckets: seconds.outside,
  },
  stripe_calls_total: {
    kind: "counter",
    help: "Calls of Stripe with all their attempts, by what came of them",
    labels: ["service", "outcome"],
  },
  stripe_circuit_open: {
    kind: "gauge",
    help: "1 while calls are not sent, as too many have failed; a trial is under way at 0.5",
    labels: ["service"],
  },
  reservation_duration_seconds: {
    kind: "histogram",
    help: "Reserving the goods of a checkout, with the wait for others who want the same",
    labels: ["outcome"],
    buckets: seconds.quick,
  },
  reservation_expiries_total: {
    kind: "counter",
    help: "Reservations whose time was up: ended, or the attempt failed",
    labels: ["outcome"],
  },
  payment_to_order_seconds: {
    kind: "histogram",
    help: "From the payment's confirmation in the browser until its order leaves the server for the screen",
    labels: ["page"],
    buckets: seconds.felt,
  },
  payments_settled_total: {
    kind: "counter",
    help: "Payments that were received or authorized, by whether they have an order or are refunded",
    labels: ["outcome", "track"],
  },
  payments_declined_total: {
    kind: "counter",
    help: "Declined attempts to pay, by the bank's reason",
    labels: ["reason"],
  },
  payment_syncs_total: {
    kind: "counter",
    help: "Payments that were read from Stripe and settled",
    labels: ["track", "outcome"],
  },
  webhook_calls_total: {
    kind: "counter",
    help: "Calls of Stripe's webhook: accepted, by the place in STRIPE_WEBHOOK_SECRET of the secret that had signed them, or rejected",
    labels: ["outcome", "secret"],
  },
  webhook_duration_seconds: {
    kind: "histogram",
    help: "Handling one event",
    labels: ["outcome"],
    buckets: seconds.outside,
  },
  webhook_delay_seconds: {
    kind: "histogram",
    help: "From the second in which Stripe made an event until it was delivered, or handled",
    labels: ["until"],
    buckets: seconds.late,
  },
  job_duration_seconds: {
    kind: "histogram",
    help: "Jobs and scheduled tasks",
    labels: ["task", "outcome"],
    buckets: seconds.outside,
  },
  feedback_total: {
    kind: "counter",
    help: "Customers' answers to whether paying went well, changed ones too",
    labels: ["answer"],
  },
  messages_total: {
    kind: "counter",
    help: "Messages that customers have sent with the contact form",
    labels: ["reason"],
  },
  log_lines_dropped_total: {
    kind: "counter",
    help: "Lines of the log that could not be written, as a disk was full, or their reader too slow or gone",
    labels: [],
  },
  mails_total: {
    kind: "counter",
    help: "Mails that their server took, or did not",
    labels: ["outcome"],
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;
export type LabelsOf<Name extends MeasureName> = Record<(typeof measures)[Name]["labels"][number], string>;

/** Hears of everything that is measured, when it is. */
type MeasureListener = (name: MeasureName, labels: Readonly<Record<string, string>>, value: number) => void;

/** Takes what this process counts about itself. It never fails, sends nothing, and costs no statement. */
export interface Measures {
  /** One more of a counter, a value of a histogram, or the new value of a gauge. */
  record<Name extends MeasureName>(name: Name, labels: LabelsOf<Name>, value?: number): void;
  listen(listener: MeasureListener): void;
}

/** A listener that comes later hears of all gauges as they are. */
export function createMeasures(): Measures {
  const listeners: MeasureListener[] = [];
  const gauges = new Map<string, Parameters<MeasureListener>>();
  return {
    record(name, labels, value = 1) {
      if (measures[name].kind === "gauge")
        gauges.set(`${name} ${Object.values(labels).join(" ")}`, [name, labels, value]);
      for (const listener of listeners) listener(name, labels, value);
    },
    listen(listener) {
      listeners.push(listener);
      for (const gauge of gauges.values()) listener(...gauge);
    },
  };
}

/** The time since `begun`, which `performance.now()` has answered, in seconds. */
export function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1_000;
}
