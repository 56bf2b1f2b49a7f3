import type { OpenSpan, Tracer } from "@dualtrack/tracing";
import {
  type Attributes,
  context,
  isSpanContextValid,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { errorFacts } from "../config/error-facts.ts";

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** OpenTelemetry's spans as ours. `root` decides whether a trace is recorded that a stranger has begun. */
export function otelTracer(tracer: OtelTracer, root: Sampler): Tracer {
  return {
    begin(name, { kind = "internal", facts = {}, parent = null, caller = null }) {
      const continued = caller === null ? parse(parent) : decided(parse(caller), root, name);
      const within = continued === null ? context.active() : trace.setSpanContext(ROOT_CONTEXT, continued);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: attributesOf(facts) }, within);
      const inside = trace.setSpan(within, span);
      return {
        ...wrap(span),
        within: (work) => context.with(inside, work),
        end: () => span.end(),
      };
    },
    current() {
      const span = trace.getActiveSpan();
      if (span === undefined) return null;
      const { traceId, spanId, traceFlags } = span.spanContext();
      return { span: wrap(span), traceparent: `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}` };
    },
  };
}

function wrap(span: OtelSpan): Omit<OpenSpan, "within" | "end"> {
  return {
    add: (facts) => void span.setAttributes(attributesOf(facts)),
    link(traceparent) {
      const linked = parse(traceparent);
      if (linked !== null && linked.traceId !== span.spanContext().traceId) span.addLink({ context: linked });
    },
    fail(error) {
      const { type, code } = errorFacts(error);
      span.setAttributes(attributesOf({ "error.type": type, "error.code": code }));
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
}

function attributesOf(
  facts: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Attributes {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  );
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
function parse(traceparent: string | null): SpanContext | null {
  const [, traceId = "", spanId = "", flags = ""] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent ?? "") ?? [];
  const parsed = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parsed) ? parsed : null;
}

/** A stranger chooses the trace, and not whether it costs anything. */
function decided(given: SpanContext | null, root: Sampler, name: string): SpanContext | null {
  if (given === null) return null;
  const { decision } = root.shouldSample(ROOT_CONTEXT, given.traceId, name, SpanKind.SERVER, {}, []);
  const isRecorded = decision === SamplingDecision.RECORD_AND_SAMPLED;
  return { ...given, traceFlags: isRecorded ? TraceFlags.SAMPLED : TraceFlags.NONE };
}
