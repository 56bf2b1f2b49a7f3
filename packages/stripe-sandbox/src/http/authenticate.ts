import { StripeError } from "./errors.ts";
import type { KeyKind } from "./route.ts";

export const SECRET_KEY = "sk_test_sandbox";
export const PUBLISHABLE_KEY = "pk_test_sandbox";

/**
 * Says which of the two keys a request carries, as Bearer token or as Basic user name (curl -u). Live keys are refused
 * loudly: somebody is about to send real customers' data to a test tool.
 */
export function authenticate(header: string | undefined, query: string | undefined): KeyKind {
  const key = keyFrom(header) ?? query;
  if (!key)
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (/^(sk|pk|rk)_live_/.test(key))
    throw unauthorized(
      `This is the offline Stripe sandbox, and it was sent a live key (${masked(key)}). Check which server your Stripe client talks to; the sandbox takes only ${SECRET_KEY} and ${PUBLISHABLE_KEY}.`,
    );
  if (key === SECRET_KEY) return "secret";
  if (key === PUBLISHABLE_KEY) return "publishable";
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

function keyFrom(header: string | undefined): string | undefined {
  const [scheme, value] = (header ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic" || !value) return undefined;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0];
}

function masked(key: string): string {
  return key.length <= 12 ? `${key.slice(0, 3)}****` : `${key.slice(0, 8)}${"*".repeat(8)}${key.slice(-4)}`;
}

function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: "invalid_request_error", message }, { beforeWork: true });
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
    { beforeWork: true },
  );
}
