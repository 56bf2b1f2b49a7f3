import { currentTraceparent } from "./span.ts";

/** The field of a job's payload with the trace that it goes on with. Versions that don't know it read past it. */
const field = "traceparent";

/** The payload of a job that is queued now, with the trace of what queues it. */
export function withTrace(payload: Readonly<Record<string, string>>): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === null ? payload : { ...payload, [field]: traceparent };
}

/** The trace that a job goes on with; null: it has none. */
export function traceOfJob(payload: unknown): string | null {
  const value: unknown = typeof payload === "object" && payload !== null ? Reflect.get(payload, field) : null;
  return typeof value === "string" ? value : null;
}
