import { authenticate, secretKeyOnPage, secretKeyRequired } from "../access/authenticate.ts";
import type { Caller } from "../access/caller.ts";
import { assertPermitted, pathOfType } from "../access/permissions.ts";
import type { ApiAnswer, ApiRequest } from "../context/api-request.ts";
import type { SandboxContext, UnitOfWork } from "../context/sandbox-context.ts";
import { decodeForm, type Form } from "../spec/form.ts";
import { validateParams } from "../spec/validate-params.ts";
import { asJson } from "../stripe/as-json.ts";
import {
  badParam,
  notCovered,
  refusal,
  StripeError,
  unreadableRequest,
  unrecognizedUrl,
} from "../stripe/errors.ts";
import type { JsonObject } from "../stripe/stripe-types.ts";
import { serveVersion } from "./api-version.ts";
import { expandPaths, type Includable } from "./expand.ts";
import { findSaved, fingerprint, keyInUse, type Once, saveAnswer } from "./idempotency.ts";
import type { Call } from "./route.ts";
import type { Match } from "./router.ts";

export interface Api {
  match: (method: string, path: string) => Match | undefined;
  includable: Record<string, Includable>;
  /** Idempotency keys whose request has arrived and is not answered yet. */
  inFlight: Set<string>;
}

/** A request that passed all checks and may be executed. */
export interface Prepared {
  request: ApiRequest;
  match: Match;
  form: Form;
  caller: Caller;
  /** The idempotency key with which this POST is executed, if any. */
  once: Once | null;
}

/** Checks all that can be checked without doing anything: endpoint, form, key, version. */
export function prepare(api: Api, context: SandboxContext, request: ApiRequest): Prepared {
  const { method, path } = request;
  const match = api.match(method, path);
  // Of the second API nothing is covered, so its previews need not be told from what does not exist.
  const exists = match || /^\/v2\/[^/]/.test(path) || context.spec.endpoints.has(method, path);
  if (!exists) throw unrecognizedUrl(method, path);
  const form = readForm(request);
  const given = typeof form.key === "string" ? form.key : undefined;
  const caller = authenticate(context.keys, request.authorization, given);
  if (!request.authorization) delete form.key;
  if (caller.kind === "publishable" && !match?.route.publishable) throw secretKeyRequired();
  if (caller.kind !== "publishable" && request.foreignOrigin) throw secretKeyOnPage(request.foreignOrigin);
  assertPermitted(caller, method, path);
  if (request.account) throw notCovered("connected accounts (the header Stripe-Account)");
  if (!serveVersion(context.spec.apiVersions, request.version)) throw invalidVersion(request.version);
  if (!match) throw notCovered(`${method} ${path}`);
  assertReadable(request);
  if (request.idempotencyKey && request.idempotencyKey.length > 255)
    throw refusal(
      `Idempotency key is too long. Expected no more than 255 characters, got ${request.idempotencyKey.length}.`,
    );
  const once =
    request.method === "POST" && request.idempotencyKey
      ? { key: request.idempotencyKey, print: fingerprint(request.method, request.path, form) }
      : null;
  return { request, match, form, caller, once };
}

/** The answer saved under the request's idempotency key, or undefined when it has to be executed. */
export function replay(context: SandboxContext, { once }: Prepared): ApiAnswer | undefined {
  const saved = once ? findSaved(context, once) : undefined;
  if (!saved) return undefined;
  const { status, body, request } = saved;
  return { status, body, headers: { "idempotent-replayed": "true", "original-request": request } };
}

/** Marks the key as in use; refuses a second request while the first is under way. */
export function claimKey(api: Api, { once }: Prepared): () => void {
  if (!once) return () => {};
  if (api.inFlight.has(once.key)) throw keyInUse(once.key);
  api.inFlight.add(once.key);
  return () => api.inFlight.delete(once.key);
}

/** Carries the request out: parameters, work, events and the saved answer in one transaction. */
export function execute(api: Api, context: SandboxContext, prepared: Prepared): ApiAnswer {
  const { request, match, once, caller } = prepared;
  const work: UnitOfWork = {
    ...context,
    cause: { id: request.id, idempotency_key: once?.key ?? null },
    baseUrl: request.baseUrl,
  };
  const logUrl = `${request.baseUrl}/#/requests/${request.id}`;
  const save = (answer: ApiAnswer) => once && saveAnswer(context, once, request.id, answer);
  let declined: ApiAnswer | undefined;
  try {
    return context.store.transaction(
      () => {
        try {
          const { call, expand } = readCall(context, prepared);
          const result = asJson(match.route.handle(work, call));
          const assertReadable = (type: string) => assertPermitted(caller, "GET", pathOfType(type));
          const answer = ok(
            expandPaths({ context, includable: api.includable, assertReadable }, result, expand),
          );
          save(answer);
          return answer;
        } catch (error) {
          if (!(error instanceof StripeError) || !error.keepsChanges) throw error;
          declined = answerOf(error, context.log, logUrl);
          save(declined);
          throw error;
        }
      },
      { keepOn: () => declined !== undefined, jointly: true },
    );
  } catch (error) {
    if (declined) return declined;
    const answer = answerOf(error, context.log, logUrl);
    if (!(error instanceof StripeError) || !error.beforeExecution) save(answer);
    return answer;
  }
}

function readCall(context: SandboxContext, prepared: Prepared): { call: Call<unknown>; expand: string[] } {
  const { request, match, form, caller } = prepared;
  const key = caller.kind;
  const { route } = match;
  const schema = context.spec.params(route.method, route.path);
  if (!schema) throw new Error(`The specification has no ${route.method} ${route.path}`);
  const extra = key === "publishable" ? (route.publishable ?? []) : [];
  const own = Object.fromEntries(Object.entries(form).filter(([name]) => !extra.includes(name)));
  if (
    own.payment_method_types !== undefined &&
    /^\/v1\/(payment_intents|setup_intents|checkout)/.test(request.path) &&
    !schema.properties?.payment_method_types
  )
    throw badParam(
      "payment_method_types",
      "The parameter `payment_method_types` is no longer supported. Use dynamic payment methods, or filter them with `allowed_payment_method_types` or `excluded_payment_method_types`.",
      "payment_method_types_no_longer_supported",
    );
  const params = validateParams(context.spec, schema, own);
  for (const name of Object.keys(params))
    if (!route.covers.includes(name))
      throw notCovered(`the parameter '${name}' of ${route.method} ${route.path}`);
  for (const name of extra) if (typeof form[name] === "string") params[name] = form[name];
  const wanted = Array.isArray(params.expand) ? params.expand.map(String) : [];
  // A browser may look at the payment method that it has just made, and at nothing behind it.
  const expand = key === "secret" ? wanted : wanted.filter((path) => path === "payment_method");
  return { call: { params, id: match.id, key }, expand };
}

const mediaType = ({ contentType }: ApiRequest): string => contentType.split(";")[0]?.trim() ?? "";

const isForm = (type: string): boolean => type === "" || type === "application/x-www-form-urlencoded";

/** Refuses a body that is no form, at the endpoints that would have read it. */
function assertReadable(request: ApiRequest): void {
  const type = mediaType(request);
  if (type === "multipart/form-data")
    throw notCovered(`bodies of the type ${type} (${request.method} ${request.path})`);
  if (request.body === "" || isForm(type)) return;
  throw new StripeError(
    400,
    {
      type: "invalid_request_error",
      message: `Invalid request (check that your POST content type is application/x-www-form-urlencoded; it was ${type}). If you have any questions, we can help at https://support.stripe.com/.`,
    },
    { beforeExecution: true },
  );
}

/** The parameters in the address and, when it is a form, in the body. */
function readForm(request: ApiRequest): Form {
  const body = isForm(mediaType(request)) ? request.body : "";
  const text = [request.query, body].filter((part) => part !== "").join("&");
  const form = decodeForm(text);
  if (typeof form === "string") throw unreadableRequest(form);
  return form;
}

function invalidVersion(version: string | undefined): StripeError {
  return new StripeError(
    400,
    { type: "invalid_request_error", message: `Invalid Stripe API version: ${version}` },
    { beforeExecution: true },
  );
}

function ok(body: JsonObject): ApiAnswer {
  return { status: 200, body: `${JSON.stringify(body, null, 2)}\n`, headers: {} };
}

/** Every failure as Stripe's error object; one that is not Stripe's own is a bug of the sandbox, and is said to be. */
export function answerOf(
  error: unknown,
  log: (line: string) => void = () => {},
  requestLogUrl?: string,
): ApiAnswer {
  if (error instanceof StripeError) {
    const body = { error: { ...error.body, ...(requestLogUrl ? { request_log_url: requestLogUrl } : {}) } };
    return { status: error.status, body: `${JSON.stringify(body, null, 2)}\n`, headers: error.headers };
  }
  log(`sandbox bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const message = `The sandbox itself failed: ${error instanceof Error ? error.message : String(error)}`;
  return {
    status: 500,
    body: `${JSON.stringify({ error: { type: "api_error", message } }, null, 2)}\n`,
    headers: {},
  };
}
