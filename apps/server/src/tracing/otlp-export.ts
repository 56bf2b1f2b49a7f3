import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "@dualtrack/commerce";
import { useTracer } from "@dualtrack/tracing";
import { context, DiagLogLevel, diag } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Env } from "../config/env-schema.ts";
import { otelTracer } from "./otel-tracer.ts";
import { samplerOf } from "./sampler-of.ts";
import type { Tracing } from "./tracing.ts";

/** What waits for a collector in memory, in spans: of a process that makes more, the newest are lost. Some 4 MB. */
const maxQueueSize = 4_096;
/** How long a collector may take, in ms: nobody waits for it but the next batch. */
const exportMs = 10_000;
/** The time between two lines in the log about a collector that does not take what it is sent, in ms. */
const complainAgainMs = 60_000;

/** Records spans, and sends them in batches. A collector that is away, slow or refuses costs spans, and a line in the log each minute. */
export function openExport(env: Env & { OTEL_EXPORTER_OTLP_ENDPOINT: string }, log: Log): Tracing {
  const complain = complaining(log);
  setGlobalErrorHandler((error) => complain(error instanceof Error ? error.message : String(error)));
  const { warn, error } = { warn: complain, error: complain };
  const quiet = () => {};
  diag.setLogger({ warn, error, info: quiet, debug: quiet, verbose: quiet }, { logLevel: DiagLogLevel.WARN });
  const exporter = new OTLPTraceExporter({
    url: `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, "")}/v1/traces`,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: exportMs,
  });
  const { sampler, root } = samplerOf(env);
  const provider = new TracerProvider({
    sampler,
    resource: resourceFromAttributes({
      "service.name": env.OTEL_SERVICE_NAME,
      "service.instance.id": `${hostname()}:${process.pid}`,
      "host.name": hostname(),
      "process.pid": process.pid,
    }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, maxQueueSize, exportTimeoutMillis: exportMs + 1_000 }),
    ],
    spanLimits: { attributeValueLengthLimit: 2_000, attributeCountLimit: 40, linkCountLimit: 4 },
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  useTracer(otelTracer(provider.getTracer("dualtrack"), root));
  return {
    async close(ms) {
      useTracer(null);
      const closed = provider
        .shutdown()
        .catch((problem: unknown) => complain(problem instanceof Error ? problem.message : String(problem)));
      await Promise.race([closed, pause(ms, undefined, { ref: false })]);
    },
  };
}

function complaining(log: Log): (problem: string) => void {
  let saidAt = -Infinity;
  let unsaid = 0;
  return (problem) => {
    unsaid += 1;
    if (performance.now() - saidAt < complainAgainMs) return;
    saidAt = performance.now();
    log.warn({ problem: problem.slice(0, 300), times: unsaid }, "spans could not be sent to the collector");
    unsaid = 0;
  };
}
