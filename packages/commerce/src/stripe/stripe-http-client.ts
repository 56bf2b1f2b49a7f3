import { inSpan } from "@dualtrack/tracing";
import { BrokenCircuitError, CircuitState, TaskCancelledError } from "cockatiel";
import Stripe from "stripe";
import { type LabelsOf, type Measures, secondsSince } from "../measures.ts";
import type { Clock, StripeTurns } from "../shop.ts";
import type { StripeCallLog } from "../stripe-call-log.ts";
import { NoAnswer, type WrittenProblem } from "./no-answer.ts";
import { turnAway } from "./stripe-budget.ts";
import { headerOf, idsOfAnswer, stripeCallOf } from "./stripe-call.ts";
import { createStripePolicies, type StripeTimes } from "./stripe-policies.ts";
import type { CalledService, StripeStatus } from "./stripe-status.ts";
import { NoTurn } from "./stripe-turns.ts";

type Request = Parameters<Stripe.HttpClient["makeRequest"]>;

interface StripeHttpClientParts {
  times: StripeTimes;
  status: StripeStatus;
  turns: StripeTurns;
  /** Sends each attempt. */
  transport: Stripe.HttpClient;
  measures: Measures;
  calls: Pick<StripeCallLog, "record"> | null;
  clock: Clock;
}

/**
 * The HTTP client of all calls to Stripe. Retries are made here and not by the SDK, so that a POST keeps its idempotency
 * key, and all attempts together take no longer than the caller's time budget.
 * @see https://docs.stripe.com/error-low-level#idempotency
 */
export class StripeHttpClient extends Stripe.HttpClient {
  readonly #transport: Stripe.HttpClient;
  /** Stripe Tax has a circuit of its own: while it fails, payments go on. */
  readonly #run: Record<CalledService, ReturnType<typeof createStripePolicies>>;
  readonly #status: StripeStatus;
  readonly #measures: Measures;
  readonly #calls: StripeHttpClientParts["calls"];
  readonly #clock: Clock;

  constructor({ times, status, turns, transport, measures, calls, clock }: StripeHttpClientParts) {
    super();
    this.#transport = transport;
    this.#measures = measures;
    this.#calls = calls;
    this.#clock = clock;
    this.#run = {
      api: createStripePolicies(times, turns, { onCircuit: this.#circuitOf("api") }),
      tax: createStripePolicies(times, turns, {
        personCall: times.personTax,
        onCircuit: this.#circuitOf("tax"),
      }),
    };
    this.#status = status;
  }

  override getClientName(): string {
    return this.#transport.getClientName();
  }

  override async makeRequest(...request: Request): Promise<Stripe.HttpClientResponse> {
    const [, , path] = request;
    const service = path.startsWith("/v1/tax/") ? "tax" : "api";
    let last = null as Answer | null;
    try {
      const answer = await this.#run[service](async (attemptMs) => {
        last = await this.#attempt(service, request, attemptMs);
        return last;
      });
      this.#measures.record("stripe_calls_total", { service, outcome: answer.outcome });
      if (answer.isFailure) await this.#status.callFailed(service, answer.problem);
      return answer;
    } catch (error) {
      const problem = problemOf(error);
      this.#measures.record("stripe_calls_total", { service, outcome: last?.outcome ?? problem.code });
      if (error instanceof NoTurn || last?.isRateLimited) turnAway();
      const isSent = last !== null || !(error instanceof NoTurn);
      if (isSent && !(error instanceof BrokenCircuitError)) await this.#status.callFailed(service, problem);
      if (last !== null) return last; // more useful than an error about the timeout of the next attempt
      throw new NoAnswer(problem, { cause: error });
    }
  }

  /** One attempt is one span: a call that is repeated has several. */
  #attempt(service: CalledService, request: Request, attemptMs: number): Promise<Answer> {
    const [host, , path, method, headers] = request;
    const operation = operationOf(method, path);
    const facts = {
      ...{ "http.request.method": method, "url.template": operation.slice(method.length + 1) },
      ...{ "server.address": host, "stripe.idempotency_key": headerOf(headers, "idempotency-key") },
    };
    return inSpan(`Stripe ${operation}`, { kind: "client", facts }, async (span) => {
      const answer = await this.#send(service, { request, operation, attemptMs });
      const { status, headers: answered, json } = answer.parts;
      span.add({
        "http.response.status_code": status,
        "stripe.request_id": headerOf(answered, "request-id"),
        ...idsOfAnswer(json),
      });
      if (answer.outcome !== "ok") span.add({ "error.type": answer.outcome });
      return answer;
    });
  }

  async #send(
    service: CalledService,
    { request, operation, attemptMs }: { request: Request; operation: string; attemptMs: number },
  ): Promise<Answer> {
    const [host, port, path, method, headers, body, protocol, callerMs] = request;
    const socketMs = Math.min(attemptMs, callerMs);
    const begun = performance.now();
    const startedAt = this.#clock.now();
    const measure = (outcome: LabelsOf<"stripe_request_duration_seconds">["outcome"], answer?: Answer) => {
      const seconds = secondsSince(begun);
      this.#measures.record("stripe_request_duration_seconds", { operation, outcome }, seconds);
      if (this.#calls === null) return;
      const call = stripeCallOf({
        ...{ operation, outcome, startedAt, durationMs: Math.round(seconds * 1000) },
        sent: { path, headers, body },
        answered: answer?.parts ?? null,
      });
      if (call !== null) this.#calls.record(call);
    };
    try {
      const answer = await Answer.read(
        await this.#transport.makeRequest(host, port, path, method, headers, body, protocol, socketMs),
      );
      measure(answer.outcome, answer);
      if (answer.isFailure) this.#status.attemptFailed(service);
      else await this.#status.answered(service, answer.getStatusCode());
      return answer;
    } catch (error) {
      measure("no_answer");
      this.#status.attemptFailed(service);
      throw error;
    }
  }

  /** Measures a circuit: closed at first. */
  #circuitOf(service: CalledService): (state: CircuitState) => void {
    const measure = (state: CircuitState) =>
      this.#measures.record("stripe_circuit_open", { service }, openness[state]);
    measure(CircuitState.Closed);
    return measure;
  }
}

const openness: Record<CircuitState, number> = {
  [CircuitState.Closed]: 0,
  [CircuitState.HalfOpen]: 0.5,
  [CircuitState.Open]: 1,
  [CircuitState.Isolated]: 1,
};

/** A request without the ids in its path: `POST /v1/payment_intents/:id/cancel`. */
function operationOf(method: string, path: string): string {
  const [address = ""] = path.split("?");
  const [, version = "", ...steps] = address.split("/");
  return `${method} ${["", version, ...steps.map((step) => (/[0-9A-Z]/.test(step) ? ":id" : step))].join("/")}`;
}

function problemOf(error: unknown): WrittenProblem {
  if (error instanceof BrokenCircuitError) return { code: "not_asked", said: null };
  if (error instanceof NoTurn) return { code: "rate_limited", said: null };
  if (error instanceof TaskCancelledError) return { code: "timeout", said: null };
  return { code: "no_answer", said: error instanceof Error ? error.message : String(error) };
}

/** A completely read answer: a body that breaks off is a failed attempt, too. */
class Answer extends Stripe.HttpClientResponse {
  readonly #json: unknown;
  readonly #raw: unknown;

  private constructor(response: Stripe.HttpClientResponse, json: unknown) {
    super(response.getStatusCode(), response.getHeaders());
    this.#json = json;
    this.#raw = response.getRawResponse();
  }

  static async read(response: Stripe.HttpClientResponse): Promise<Answer> {
    return new Answer(response, await response.toJSON());
  }

  /** What of it tells about the call. */
  get parts() {
    return { status: this.getStatusCode(), headers: this.getHeaders(), json: this.#json };
  }

  override getRawResponse(): unknown {
    return this.#raw;
  }

  override toJSON(): Promise<unknown> {
    return Promise.resolve(this.#json);
  }

  /** Whether Stripe failed, or the whole account makes too many calls. */
  get isFailure(): boolean {
    return this.getStatusCode() >= 500 || this.isRateLimited;
  }

  /** For the measures: a code of `stripeProblemCodes`, or `ok`. */
  get outcome(): string {
    if (this.isFailure) return this.problem.code;
    return this.getStatusCode() < 400 ? "ok" : "refused";
  }

  get problem(): WrittenProblem {
    return this.isRateLimited
      ? { code: "rate_limited", said: null }
      : { code: "server_error", said: String(this.getStatusCode()) };
  }

  /**
   * Whether the 429 concerns all calls. One about a single object (`resource-specific`, or a lock, which has no such header)
   * does not.
   * @see https://docs.stripe.com/rate-limits
   */
  get isRateLimited(): boolean {
    const reason = this.getHeaders()["stripe-rate-limited-reason"];
    return this.getStatusCode() === 429 && reason !== undefined && reason !== "resource-specific";
  }

  /**
   * A header of Stripe's says whether its libraries should retry at once. A 429 is retried in any case, after a pause:
   * nothing was done yet.
   * @see https://docs.stripe.com/rate-limits#handling-limiting-gracefully
   */
  get isWorthRetrying(): boolean {
    const status = this.getStatusCode();
    const advice = this.getHeaders()["stripe-should-retry"];
    if (status === 429 || advice === "true") return true;
    return advice !== "false" && (status === 409 || status >= 500);
  }
}
