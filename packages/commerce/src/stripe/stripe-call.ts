import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import type { StripeCall } from "../stripe-call-log.ts";
import { checkoutIdKey } from "./payment-intents.ts";

interface Sent {
  path: string;
  headers: object;
  body: unknown;
}

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  json: unknown;
}

interface Call extends Pick<StripeCall, "operation" | "startedAt" | "durationMs" | "outcome"> {
  sent: Sent;
  /** Null: there was no answer. */
  answered: Answered | null;
}

const objectSchema = z.object({
  id: z.string().optional(),
  object: z.string().optional(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const errorSchema = z.object({
  error: z.object({
    type: z.string().optional(),
    code: z.string().optional(),
    decline_code: z.string().optional(),
    payment_intent: objectSchema.optional(),
  }),
});

/**
 * What is kept of a request to Stripe; null if it is about no order's money: a list of all payments, the account, a tax calculation. Only ids,
 * codes and times are taken out of request and answer.
 */
export function stripeCallOf({ sent, answered, ...call }: Call): StripeCall | null {
  const [address = "", query] = sent.path.split("?");
  const asked = new URLSearchParams(query);
  const written = new URLSearchParams(typeof sent.body === "string" ? sent.body : "");
  const object = objectSchema.safeParse(answered?.json).data ?? {};
  const { error } = errorSchema.safeParse(answered?.json).data ?? {};
  const about = error?.payment_intent ?? object;
  const inPath = address.split("/").find((step) => /^(pi|cs|ch|re|dp|du|prv|issfr)_/.test(step)) ?? null;
  const objectId = object.id ?? inPath;
  const paymentIntentId =
    idOf(object.payment_intent) ??
    [about.id, inPath].find((id) => id?.startsWith("pi_")) ??
    asked.get("payment_intent") ??
    written.get("payment_intent");
  const checkoutId = z
    .uuid()
    .safeParse(about.metadata?.[checkoutIdKey] ?? written.get(`metadata[${checkoutIdKey}]`)).data;
  if (paymentIntentId === null && checkoutId === undefined) return null;
  return {
    ...call,
    id: randomUUIDv7(),
    checkoutId: checkoutId ?? null,
    ...{ paymentIntentId, objectId },
    idempotencyKey: headerOf(sent.headers, "idempotency-key"),
    requestId: headerOf(answered?.headers ?? {}, "request-id"),
    httpStatus: answered?.status ?? null,
    errorCode: error?.code ?? error?.type ?? null,
    declineCode: error?.decline_code ?? null,
  };
}

/** What an answer is about, for its span. */
export function idsOfAnswer(json: unknown): Record<string, string | undefined> {
  const object = objectSchema.safeParse(json).data ?? {};
  const { error } = errorSchema.safeParse(json).data ?? {};
  return {
    "dualtrack.object_id": object.id,
    "dualtrack.payment_intent_id": idOf(object.payment_intent) ?? error?.payment_intent?.id,
    "dualtrack.checkout_id": (error?.payment_intent ?? object).metadata?.[checkoutIdKey],
    "stripe.error_code": error?.code ?? error?.type,
  };
}

function idOf(reference: z.output<typeof objectSchema>["payment_intent"]): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}

/** A header of a request or an answer; null: there is none. */
export function headerOf(headers: object, name: string): string | null {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === "string" ? found : null;
}
