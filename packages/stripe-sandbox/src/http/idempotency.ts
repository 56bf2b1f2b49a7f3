import { createHash } from "node:crypto";
import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Form, FormValue } from "../spec/form.ts";
import { StripeError } from "../stripe/errors.ts";

/** Stripe keeps results "at least 24 hours". https://docs.stripe.com/api/idempotent_requests */
const KEPT_SECONDS = 24 * 60 * 60;

/** A key, and what request it stands for. */
export interface Once {
  key: string;
  print: string;
}

export interface SavedAnswer {
  status: number;
  body: string;
  /** The id of the request that was answered so first. */
  request: string;
}

/** Which request a key was used with: endpoint and parameters, whatever their order in the form. */
export function fingerprint(method: string, path: string, form: Form): string {
  return createHash("sha256")
    .update(`${method} ${path} ${JSON.stringify(sorted(form))}`)
    .digest("base64");
}

function sorted(value: FormValue): unknown {
  if (typeof value === "string" || Array.isArray(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key] ?? "")]);
}

/** The saved first answer of this key, if there is one; refuses a key that was used with another request. */
export function findSaved(context: SandboxContext, { key, print }: Once): SavedAnswer | undefined {
  const row = context.store.row("select * from saved_answers where key = ?", key);
  if (!row || Number(row.created) < context.clock.seconds() - KEPT_SECONDS) return undefined;
  if (row.fingerprint !== print)
    throw new StripeError(
      400,
      {
        type: "idempotency_error",
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      },
      { beforeExecution: true },
    );
  return { status: Number(row.status), body: String(row.body), request: String(row.request) };
}

/** Keeps the answer, and forgets those whose time is over: so there are never more than a day's. */
export function saveAnswer(
  { store, clock }: SandboxContext,
  { key, print }: Once,
  request: string,
  { status, body }: Omit<SavedAnswer, "request">,
): void {
  const now = clock.seconds();
  store.run("delete from saved_answers where created < ?", now - KEPT_SECONDS);
  store.run(
    "insert or replace into saved_answers (key, fingerprint, status, body, request, created) values (?, ?, ?, ?, ?, ?)",
    key,
    print,
    status,
    body,
    request,
    now,
  );
}

export function keyInUse(key: string): StripeError {
  return new StripeError(
    409,
    {
      type: "idempotency_error",
      code: "idempotency_key_in_use",
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    },
    { beforeExecution: true },
  );
}
