import { currentTraceparent } from "@dualtrack/tracing";

/**
 * The trace that a line of the log belongs to, under the names that tools look for; undefined: it belongs to none.
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
 */
export function logTrace(): { trace_id: string; span_id: string } | undefined {
  const [, trace_id, span_id] = currentTraceparent()?.split("-") ?? [];
  return trace_id === undefined || span_id === undefined ? undefined : { trace_id, span_id };
}
