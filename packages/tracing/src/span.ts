import type { OpenSpan, Span, SpanFacts, SpanStart, Tracer } from "./tracer.ts";

let tracer: Tracer | null = null;

/** Sets what records the spans of this process; null: nothing does, and a span costs a comparison. */
export function useTracer(next: Tracer | null): void {
  tracer = next;
}

/** Whether spans are recorded. */
export function isTracing(): boolean {
  return tracer !== null;
}

const noSpan: OpenSpan = {
  ...{ add() {}, link() {}, fail() {}, end() {} },
  within: (work) => work(),
};

/** Begins a span whose end is told by its caller, such as that of a request. */
export function beginSpan(name: string, start: SpanStart): OpenSpan {
  return tracer === null ? noSpan : tracer.begin(name, start);
}

/** A span as long as `work`. Its children are what `work` does; it fails with it. */
export async function inSpan<Result>(
  name: string,
  start: SpanStart,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  if (tracer === null) return work(noSpan);
  const span = tracer.begin(name, start);
  try {
    return await span.within(() => work(span));
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** The same where it is part of something: what a process does by itself, such as looking for work, makes no traces. */
export function inSpanOfOther<Result>(
  name: string,
  start: SpanStart,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer?.current() ? inSpan(name, start, work) : work(noSpan);
}

/** The W3C `traceparent` of what runs now, for those who go on with it; null: nothing is recorded. */
export function currentTraceparent(): string | null {
  return tracer?.current()?.traceparent ?? null;
}

/** Adds facts to the span that runs now, and the trace that it belongs to. */
export function addToSpan(facts: SpanFacts, { link = null }: { link?: string | null } = {}): void {
  const span = tracer?.current()?.span;
  span?.add(facts);
  if (link !== null) span?.link(link);
}
