export { traceOfJob, withTrace } from "./job-trace.ts";
export {
  addToSpan,
  beginSpan,
  currentTraceparent,
  inSpan,
  inSpanOfOther,
  isTracing,
  useTracer,
} from "./span.ts";
export type { OpenSpan, Span, SpanFacts, SpanStart, Tracer } from "./tracer.ts";
