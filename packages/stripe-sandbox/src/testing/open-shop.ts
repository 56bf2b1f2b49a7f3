import Stripe from "stripe";
import { type SandboxOptions, startSandbox } from "../index.ts";
import { assertStripeShape } from "./conformance.ts";
import { openReceiver } from "./receiver.ts";

export const WEBHOOK_SECRET = "whsec_test_of_the_sandbox";

export type Shop = Awaited<ReturnType<typeof openShop>>;
type Body = { [key: string]: unknown } & { error: { [key: string]: unknown } };
export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** A sandbox on a free port with a shop around it: the real SDK, a webhook endpoint, and bare HTTP. */
export async function openShop(options: SandboxOptions & { events?: string[] } = {}) {
  const { events, ...rest } = options;
  const receiver = await openReceiver(WEBHOOK_SECRET);
  const complaints: string[] = [];
  const webhook = { url: receiver.url, secret: WEBHOOK_SECRET, ...(events ? { enabledEvents: events } : {}) };
  const sandbox = await startSandbox({ webhook, log: (line) => complaints.push(line), ...rest });

  /** The global fetch, with every answer of the API held against the specification. */
  const checkedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const url = String(input instanceof Request ? input.url : input);
    if (url.includes("/v1/")) assertStripeShape(await response.clone().json(), `${init?.method} ${url}`);
    return response;
  };
  const client = (key: string, config: Stripe.StripeConfig = {}) =>
    new Stripe(key, {
      host: sandbox.host,
      port: sandbox.port,
      protocol: "http",
      telemetry: false,
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(checkedFetch),
      ...config,
    });

  /** Bare HTTP, as curl does it; the answer is held against the specification too. */
  async function call(
    method: string,
    path: string,
    { form = "", key = sandbox.secretKey as string | null, headers = {} as Record<string, string> } = {},
  ): Promise<Answer> {
    const post = method === "POST";
    const response = await fetch(`${sandbox.url}${path}${!post && form ? `?${form}` : ""}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(post ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...headers,
      },
      ...(post ? { body: form } : {}),
    });
    const body = (await response.json()) as Body;
    // What a browser sees is less than the specification asks for, at Stripe too.
    if (key === sandbox.secretKey) assertStripeShape(body, `${method} ${path}`);
    return { status: response.status, headers: response.headers, body };
  }

  /** The control API: JSON in, JSON out. */
  async function control(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Body;
  }

  const stripe = client(sandbox.secretKey);
  return {
    sandbox,
    stripe,
    client,
    call,
    control,
    receiver,
    /** A payment on a card, confirmed by the server. */
    pay: (payment_method = "pm_card_visa", more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      stripe.paymentIntents.create({ ...payment, payment_method, confirm: true, ...more }),
    /** The types of all events, oldest first. */
    async history(): Promise<string[]> {
      const { data } = await stripe.events.list({ limit: 100 });
      return data.map(({ type }) => type).reverse();
    },
    async [Symbol.asyncDispose]() {
      await sandbox.stop();
      await receiver.close();
      if (receiver.problems.length > 0) throw receiver.problems[0];
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    },
  };
}

/** A payment that needs no return URL. */
export const payment = {
  amount: 1999,
  currency: "usd",
  automatic_payment_methods: { enabled: true, allow_redirects: "never" },
} as const satisfies Stripe.PaymentIntentCreateParams;

/** The error that a call ends in; fails if it succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("It should have been refused, and was not");
}
