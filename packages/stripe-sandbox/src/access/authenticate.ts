import { StripeError } from "../stripe/errors.ts";
import type { Caller } from "./caller.ts";
import type { Keys } from "./keys.ts";

export const SECRET_KEY = "sk_test_sandbox";
export const PUBLISHABLE_KEY = "pk_test_sandbox";

/**
 * Says which key a request carries, as Bearer token, as Basic user name (curl -u), or, from a browser, in the form. Live
 * keys are refused loudly: somebody is about to send real customers' data to a test tool.
 */
export function authenticate(keys: Keys, header: string | undefined, inForm: string | undefined): Caller {
  const key = keyFrom(header) ?? inForm;
  if (!key)
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    );
  const shown = masked(key);
  if (/^(sk|pk|rk)_live_/.test(key))
    throw unauthorized(
      `This is the offline Stripe sandbox, and it was sent a live key (${shown}). Check which server your Stripe client talks to; the sandbox takes only ${SECRET_KEY}, ${PUBLISHABLE_KEY} and keys that were made with POST /_sandbox/keys.`,
    );
  if (key === SECRET_KEY) return { kind: "secret", permissions: null, shown };
  if (key === PUBLISHABLE_KEY) return { kind: "publishable", permissions: null, shown };
  const made = keys.find(key);
  if (!made) throw unauthorized(`Invalid API Key provided: ${shown}`);
  if (keys.isExpired(made)) throw unauthorized(`Expired API Key provided: ${shown}`, "api_key_expired");
  return { kind: "secret", permissions: made.permissions, shown };
}

export function keyFrom(header: string | undefined): string | undefined {
  const [scheme, value] = (header ?? "").trim().split(/ +/);
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic" || !value) return undefined;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0];
}

/** All but the prefix and the last four characters hidden, as Stripe does. */
function masked(key: string): string {
  const prefix = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? "";
  const hidden = Math.max(key.length - prefix.length - 4, 4);
  return `${prefix || key.slice(0, 2)}${"*".repeat(hidden)}${key.slice(prefix.length).slice(4).slice(-4)}`;
}

function unauthorized(message: string, code?: string): StripeError {
  return new StripeError(
    401,
    { type: "invalid_request_error", message, ...(code ? { code } : {}) },
    { beforeExecution: true, headers: { "www-authenticate": 'Basic realm="Stripe"' } },
  );
}

/**
 * The sandbox's secret key is no secret. Pages may not use it, or any website that a developer opens could have events
 * sent to the servers on their machine.
 */
export function secretKeyOnPage(origin: string): StripeError {
  return new StripeError(
    403,
    {
      type: "invalid_request_error",
      message: `The page ${origin} used a secret key. Secret keys are for servers; a browser uses the publishable key.`,
    },
    { beforeExecution: true },
  );
}

/** What a publishable key gets everywhere but at the few endpoints made for browsers. */
export function secretKeyRequired(): StripeError {
  return new StripeError(
    403,
    {
      type: "invalid_request_error",
      code: "secret_key_required",
      message:
        "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
    },
    { beforeExecution: true },
  );
}
