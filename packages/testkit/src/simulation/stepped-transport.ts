import Stripe from "stripe";

type Request = Parameters<Stripe.HttpClient["makeRequest"]>;
type Answer = Stripe.HttpClientResponse;

/** `unsent`: Stripe gets nothing. `unanswered`: Stripe does the work, and its answer is lost. */
export type RequestFault = "none" | "unsent" | "unanswered";

/** Does a request when it is its turn. */
export type RequestGate = <Result>(
  text: string,
  run: (fault: RequestFault) => Promise<Result>,
) => Promise<Result>;

/** The way to Stripe: each request passes the gate, which may lose it or its answer. */
export class SteppedTransport extends Stripe.HttpClient {
  readonly #inner = Stripe.createNodeHttpClient();
  readonly #gate: RequestGate;

  constructor(gate: RequestGate) {
    super();
    this.#gate = gate;
  }

  override getClientName(): string {
    return this.#inner.getClientName();
  }

  override makeRequest(...request: Request): Promise<Answer> {
    const [, , path, method] = request;
    return this.#gate(`${method} ${path.split("?")[0]}`, async (fault) => {
      if (fault === "unsent") throw new Error("ECONNREFUSED (a fault of the simulation)");
      const response = await this.#inner.makeRequest(...request);
      // All of it is one step: a body that is read later would be another one.
      const json: unknown = await response.toJSON();
      if (fault === "unanswered") throw new Error("ECONNRESET (a fault of the simulation)");
      return new ReadAnswer(response, json);
    });
  }
}

class ReadAnswer extends Stripe.HttpClientResponse {
  readonly #json: unknown;
  readonly #raw: unknown;

  constructor(response: Answer, json: unknown) {
    super(response.getStatusCode(), response.getHeaders());
    this.#json = json;
    this.#raw = response.getRawResponse();
  }

  override getRawResponse(): unknown {
    return this.#raw;
  }

  override toJSON(): Promise<unknown> {
    return Promise.resolve(this.#json);
  }
}
