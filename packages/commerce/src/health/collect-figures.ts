import type { FigureCount } from "@dualtrack/db";
import { type Measure, type MeasureName, type Measures, measures } from "../measures.ts";

/** What of the measures the Health page shows later: by which of its labels each is told apart; null: it is one figure. */
const keptMeasures = {
  payment_to_order_seconds: null,
  payment_syncs_total: "outcome",
  webhook_duration_seconds: "outcome",
  webhook_delay_seconds: "until",
  reservation_duration_seconds: "outcome",
  reservation_expiries_total: "outcome",
  job_duration_seconds: "outcome",
  stripe_request_duration_seconds: "outcome",
} as const satisfies Partial<Record<MeasureName, string | null>>;

/** Sums what a process measures until it is stored. */
export interface FigureCollector {
  /** What was measured since the last call. */
  take(): FigureCount[];
  /** Takes back what could not be stored. */
  giveBack(counts: readonly FigureCount[]): void;
  /** Services whose circuit is open in this process. */
  openCircuits(): string[];
}

export function collectFigures(source: Measures): FigureCollector {
  let figures = new Map<string, FigureCount>();
  const open = new Set<string>();
  const add = (added: FigureCount) => {
    const key = `${added.name} ${added.label}`;
    const known = figures.get(key);
    if (known === undefined) {
      figures.set(key, { ...added, limits: [...added.limits] });
      return;
    }
    known.count += added.count;
    known.sum += added.sum;
    known.max = Math.max(known.max, added.max);
    known.limits = known.limits.map((count, index) => count + (added.limits[index] ?? 0));
  };
  source.listen((name, labels, value) => {
    if (name === "stripe_circuit_open") {
      const { service = "" } = labels;
      if (value === 1) open.add(service);
      else open.delete(service);
      return;
    }
    if (!(name in keptMeasures)) return;
    const label = keptMeasures[name as keyof typeof keptMeasures];
    const limits = limitsOf(measures[name], value);
    add({
      name,
      label: label === null ? "" : (labels[label] ?? ""),
      count: 1,
      sum: value,
      max: value,
      limits,
    });
  });
  return {
    take() {
      const taken = [...figures.values()];
      figures = new Map();
      return taken;
    },
    giveBack(counts) {
      for (const count of counts) add(count);
    },
    openCircuits: () => [...open].sort(),
  };
}

/** One value as a histogram; empty: it is none. */
function limitsOf(measure: Measure, value: number): number[] {
  if (measure.kind !== "histogram") return [];
  const found = measure.buckets.findIndex((limit) => value <= limit);
  const position = found === -1 ? measure.buckets.length : found;
  return Array.from({ length: measure.buckets.length + 1 }, (_, index) => (index === position ? 1 : 0));
}
