import cluster, { type Worker } from "node:cluster";
import { randomUUID } from "node:crypto";
import {
  AggregatorRegistry,
  type MetricObjectWithValues,
  type MetricValue,
  type Registry,
} from "prom-client";

/** A process's metrics as data. */
type Metrics = MetricObjectWithValues<MetricValue<string>>[];

/** The messages between a web process and the one that has started it: both ask, and answer by the question's id. */
type Message =
  | { type: "all metrics?"; id: string }
  | { type: "all metrics"; id: string; text: string | null }
  | { type: "own metrics?"; id: string }
  | { type: "own metrics"; id: string; metrics: Metrics };

/** How long a process may take to answer, in ms: one that has just ended never does. */
const answerMs = 5_000;

/** In the process that has started the others: answers those that ask for the metrics of all. `own`: its jobs'; null: it runs none. */
export function answerMetrics(own: Registry | null): void {
  cluster.on("message", async (web, message: Message) => {
    if (message.type !== "all metrics?") return;
    const { id } = message;
    const text = await sumOfAll(own).catch(() => null); // one of them has just ended
    if (web.isConnected()) web.send({ type: "all metrics", id, text } satisfies Message);
  });
}

async function sumOfAll(own: Registry | null): Promise<string> {
  const webs = Object.values(cluster.workers ?? {}).filter((web) => web?.isConnected() ?? false);
  const ofWebs = await Promise.all(webs.map((web) => (web === undefined ? [] : metricsOf(web))));
  const all = own === null ? ofWebs : [...ofWebs, (await own.getMetricsAsJSON()) as Metrics];
  return AggregatorRegistry.aggregate(all).metrics();
}

function metricsOf(web: Worker): Promise<Metrics> {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      web.off("message", take);
    };
    const take = (message: Message) => {
      if (message.type !== "own metrics" || message.id !== id) return;
      end();
      resolve(message.metrics);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error("a web process did not answer in time"));
    }, answerMs);
    web.on("message", take);
    web.send({ type: "own metrics?", id } satisfies Message);
  });
}

/**
 * The metrics in `own`, summed over all processes that one start has made: whoever asks reaches any of them. Without others, those
 * of this process.
 */
export function metricsOfAll(own: Registry): () => Promise<string> {
  if (!cluster.isWorker) return () => own.metrics();
  process.on("message", async (message: Message) => {
    if (message.type !== "own metrics?") return;
    const metrics = (await own.getMetricsAsJSON()) as Metrics;
    process.send?.({ type: "own metrics", id: message.id, metrics } satisfies Message);
  });
  return () =>
    new Promise((resolve, reject) => {
      const id = randomUUID();
      const take = (message: Message) => {
        if (message.type !== "all metrics" || message.id !== id) return;
        process.off("message", take);
        if (message.text === null) reject(new Error("the processes did not answer in time"));
        else resolve(message.text);
      };
      process.on("message", take);
      process.send?.({ type: "all metrics?", id } satisfies Message);
    });
}
