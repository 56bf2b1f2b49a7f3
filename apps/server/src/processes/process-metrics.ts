import { measures as described, type Measure, type MeasureName, type Measures } from "@dualtrack/commerce";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Adds a value of a metric, in its kind's way. */
type Take = (labels: Readonly<Record<string, string>>, value: number) => void;

/** What this process counts about itself, and Node's own figures, for Prometheus. */
export function processMetrics(measures: Measures): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const takers = new Map<MeasureName, Take>();
  for (const [name, measure] of Object.entries(described) as [MeasureName, Measure][])
    takers.set(name, takerOf(registry, `dualtrack_${name}`, measure));
  measures.listen((name, labels, value) => takers.get(name)?.(labels, value));
  return registry;
}

function takerOf(registry: Registry, name: string, measure: Measure): Take {
  const metric = { name, help: measure.help, labelNames: measure.labels, registers: [registry] };
  switch (measure.kind) {
    case "counter": {
      const counter = new Counter(metric);
      return (labels, value) => counter.inc({ ...labels }, value);
    }
    case "gauge": {
      const gauge = new Gauge(metric);
      return (labels, value) => gauge.set({ ...labels }, value);
    }
    case "histogram": {
      const histogram = new Histogram({ ...metric, buckets: [...measure.buckets] });
      return (labels, value) => histogram.observe({ ...labels }, value);
    }
  }
}
