/** The part of Stripe's error object that we fill. https://docs.stripe.com/api/errors */
export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  charge?: string;
  request_log_url?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  setup_intent?: unknown;
  advice_code?: string;
  network_decline_code?: string;
}

interface Outcome {
  /** Changes made before the error are kept: a decline leaves a failed charge behind. */
  keepsChanges?: boolean;
  /** The request never started executing, so no idempotent result is saved. https://docs.stripe.com/api/idempotent_requests */
  beforeExecution?: boolean;
  /** Headers that go with this error. */
  headers?: Record<string, string>;
}

/** An answer other than 200, thrown from anywhere below the HTTP layer. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly keepsChanges: boolean;
  readonly beforeExecution: boolean;
  readonly headers: Record<string, string>;

  constructor(status: number, body: ErrorBody, outcome: Outcome = {}) {
    super(body.message);
    this.name = "StripeError";
    this.status = status;
    const isStripes = body.code !== undefined && !body.code.startsWith("sandbox_");
    const doc = isStripes
      ? { doc_url: `https://stripe.com/docs/error-codes/${body.code?.replaceAll("_", "-")}` }
      : {};
    this.body = { ...body, ...doc };
    this.keepsChanges = outcome.keepsChanges ?? false;
    this.beforeExecution = outcome.beforeExecution ?? false;
    this.headers = outcome.headers ?? {};
  }
}

/** A request that is understood and refused while it is carried out. */
export function refusal(
  message: string,
  more: { code?: string; param?: string; [key: string]: unknown } = {},
) {
  return new StripeError(400, { type: "invalid_request_error", message, ...more });
}

/** A parameter that is wrong by itself, found before any work. */
export function badParam(param: string, message: string, code?: string): StripeError {
  return new StripeError(
    400,
    { type: "invalid_request_error", message, param, ...(code ? { code } : {}) },
    { beforeExecution: true },
  );
}

/** A request that cannot be read at all. */
export function unreadableRequest(why: string): StripeError {
  return new StripeError(
    400,
    { type: "invalid_request_error", message: `Invalid request: ${why}.` },
    { beforeExecution: true },
  );
}

/** A URL that Stripe does not have either, or not with this method. */
export function unrecognizedUrl(method: string, path: string): StripeError {
  const hint = path.endsWith("/")
    ? " If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code."
    : "";
  return new StripeError(
    404,
    {
      type: "invalid_request_error",
      message: `Unrecognized request URL (${method}: ${path}).${hint} Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    },
    { beforeExecution: true },
  );
}

/** What Stripe calls the id in a URL, where it does not call it `id`. */
const ownNames: Record<string, string> = {
  dispute: "dispute",
  payment_intent: "intent",
  setup_intent: "intent",
};

/** 404 when the missing object is named in the URL, 400 when a parameter refers to it. */
export function missing(kind: string, id: string, param = "id"): StripeError {
  const noun = kind
    .replaceAll("_", " ")
    .replace("payment intent", "payment_intent")
    .replace("setup intent", "setupintent");
  return new StripeError(param === "id" ? 404 : 400, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${noun === "payment method" ? "PaymentMethod" : noun}: '${id}'`,
    param: param === "id" ? (ownNames[kind] ?? param) : param,
  });
}

/** The response to everything that Stripe has and the sandbox has not: 501, with its name. */
export function notCovered(what: string): StripeError {
  return new StripeError(
    501,
    {
      type: "api_error",
      code: "sandbox_not_covered",
      message: `The sandbox does not cover ${what} yet. Real Stripe does; nothing was changed here.`,
    },
    { beforeExecution: true },
  );
}
