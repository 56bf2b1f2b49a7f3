/** What a span says: ids, codes and counts. Never a secret, a customer's detail, or the value of a statement. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface SpanStart {
  /** `server`: it answers a request; `client`: it waits for another service; `producer` and `consumer`: of a queue. */
  kind?: "internal" | "server" | "client" | "producer" | "consumer";
  facts?: SpanFacts;
  /** The span of another process that it continues, as a W3C `traceparent`: one of ours. */
  parent?: string | null;
  /** The same as a stranger says, such as a browser: its trace is continued, but whether it is recorded is decided here. */
  caller?: string | null;
}

/** Something that takes time, while it does. */
export interface Span {
  add(facts: SpanFacts): void;
  /** Names another trace, by a W3C `traceparent`, that it belongs to. */
  link(traceparent: string): void;
  /** It has failed. Of the error its name and code are recorded, as its words may say too much. */
  fail(error: unknown): void;
}

/** A span whose end is told. */
export interface OpenSpan extends Span {
  /** Runs `work`; the spans in it are its children. */
  within<Result>(work: () => Result): Result;
  end(): void;
}

/** What records spans: the server's, where it is told to where they go. */
export interface Tracer {
  begin(name: string, start: SpanStart): OpenSpan;
  /** The span that runs now; null: none does. */
  current(): { span: Span; traceparent: string } | null;
}
