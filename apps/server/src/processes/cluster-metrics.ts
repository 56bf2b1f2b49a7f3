import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import { AggregatorRegistry, type Registry } from "prom-client";

/** The messages between a web process and the one that has started it. */
type Question = { type: "metrics?"; id: string };
type Answer = { type: "metrics"; id: string; text: string | null };

/** Answers web processes that ask for the metrics of all. */
export function answerMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", async (web, { type, id }: Question) => {
    if (type !== "metrics?") return;
    const text = await all.clusterMetrics().catch(() => null); // one of them has just ended
    if (web.isConnected()) web.send({ type: "metrics", id, text } satisfies Answer);
  });
}

/**
 * The metrics in `register`, summed over all web processes of this machine: whoever asks reaches any of them. Without others, those
 * of this process.
 */
export function metricsOfAll(register: Registry): () => Promise<string> {
  if (!cluster.isWorker) return () => register.metrics();
  AggregatorRegistry.setRegistries(register);
  new AggregatorRegistry(); // it answers the questions of the process that has started this one
  return () =>
    new Promise((resolve, reject) => {
      const id = randomUUID();
      const take = (message: Answer) => {
        if (message.type !== "metrics" || message.id !== id) return;
        process.off("message", take);
        if (message.text === null) reject(new Error("the web processes did not answer in time"));
        else resolve(message.text);
      };
      process.on("message", take);
      process.send?.({ type: "metrics?", id } satisfies Question);
    });
}
