import type { Log } from "@dualtrack/commerce";
import type { Env } from "../config/env-schema.ts";
import type { Tracing } from "./tracing.ts";

/**
 * Records spans, and sends them to OTEL_EXPORTER_OTLP_ENDPOINT. Must be called before the shop is opened. Without that variable nothing is
 * loaded, and nothing is recorded.
 */
export async function openTracing(env: Env, log: Log): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  if (endpoint === undefined) return { close: async () => {} };
  const { openExport } = await import("./otlp-export.ts");
  return openExport({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, log);
}
