import { StripeError } from "../stripe/errors.ts";
import type { Caller } from "./caller.ts";
/** The account that the keys belong to, as error messages name it. */
export const ACCOUNT_ID = "acct_sandbox";

/** Stripe's own names where they are not the singular of the path. Refunds go with charges, prices are "plan". */
const named: Record<string, string> = {
  "/v1/refunds": "charge",
  "/v1/prices": "plan",
  "/v1/webhook_endpoints": "webhook",
  "/v1/tax/calculations": "tax_calculations_and_transactions",
  "/v1/tax/transactions": "tax_calculations_and_transactions",
  "/v1/checkout/sessions": "checkout_session",
};

/** The resource whose permission a path needs: `/v1/payment_intents/pi_1/confirm` needs `payment_intent`. */
export function resourceOf(path: string): string {
  for (const [prefix, name] of Object.entries(named)) if (path.startsWith(prefix)) return name;
  return (path.split("/")[2] ?? "").replace(/(?<!s)s$/, "");
}

/** Where objects of a type are read: `checkout.session` at `/v1/checkout/sessions`. */
export function pathOfType(type: string): string {
  return `/v1/${type.replace(".", "/")}s`;
}

/**
 * Refuses what a restricted key may not do, naming the permission that is missing. Writing includes reading.
 * https://docs.stripe.com/keys/restricted-api-keys
 */
export function assertPermitted({ permissions, shown }: Caller, method: string, path: string): void {
  if (!permissions) return;
  const resource = resourceOf(path);
  const access = permissions[resource] ?? "none";
  const needed = method === "GET" ? "read" : "write";
  if (access === "write" || access === needed) return;
  throw new StripeError(
    403,
    {
      type: "invalid_request_error",
      message: `The provided key '${shown}' does not have the required permissions for this endpoint on account '${ACCOUNT_ID}'. Having the 'rak_${resource}_${needed}' permission would allow this request to continue.`,
    },
    { beforeExecution: true },
  );
}
