import type { RejectionReason } from "@dualtrack/contract";
import Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { rejectCall, type WebhookCall } from "./reject-call.ts";

/** The maximum age of a signature, in seconds. @see https://docs.stripe.com/webhooks#replay-attacks */
const toleranceSeconds = 300;

interface VerifiedEvent {
  event: Stripe.Event;
  /** The place of the secret that the call was signed with, from 1. */
  signedWith: number;
}

/** Why a call is rejected, and what the check says of it. */
interface Rejection {
  code: RejectionReason;
  said: string | null;
}

/**
 * Verifies that a call of the webhook route comes from Stripe, and is about this account and mode. Each secret may have signed it: while one
 * is rolled there are two. Answers null for any other call, and stores it in the list of rejections. TOO_MANY_REQUESTS: too many
 * rejected calls; this one is not stored.
 */
export async function verifyEvent(
  shop: Shop,
  call: WebhookCall,
  secrets: readonly string[],
): Promise<VerifiedEvent | null> {
  const checked = check(shop, call, secrets);
  const rejection = "event" in checked ? foreignness(shop, checked.event) : checked;
  if (rejection === null && "event" in checked) {
    const secret = String(checked.signedWith);
    shop.measures.record("webhook_calls_total", { outcome: "accepted", secret });
    return checked;
  }
  if (rejection !== null) await rejectCall(shop, call, rejection);
  return null;
}

/** Tries each secret. Of the rejections the one that says most is answered: a right signature that is too old, or of no event. */
function check(shop: Shop, call: WebhookCall, secrets: readonly string[]): VerifiedEvent | Rejection {
  if (call.signature === undefined) return { code: "no_signature", said: null };
  let rejection: Rejection = { code: "wrong_signature", said: null };
  for (const [index, secret] of secrets.entries()) {
    try {
      const event = shop.stripe.webhooks.constructEvent(
        ...([call.body, call.signature, secret, toleranceSeconds] as const),
        undefined,
        shop.clock.now().getTime(),
      );
      return isEvent(event)
        ? { event, signedWith: index + 1 }
        : { code: "malformed", said: "The body is JSON, but no event" };
    } catch (error) {
      const found = rejectionOf(error);
      if (index === 0 || found.code !== "wrong_signature") rejection = found;
    }
  }
  return rejection;
}

/** What a signed body must have to be stored. */
function isEvent(body: unknown): body is Stripe.Event {
  const { id, type, created, data } = (body ?? {}) as Partial<Stripe.Event>;
  return (
    typeof id === "string" &&
    typeof type === "string" &&
    typeof created === "number" &&
    typeof data?.object === "object"
  );
}

/** Why a signed event is none of this shop's account and mode; null if it is. The cause is a secret of another endpoint. */
function foreignness(shop: Shop, { livemode, account }: Stripe.Event): Rejection | null {
  if (account !== undefined) return { code: "wrong_account", said: account };
  if (livemode !== shop.settings.isLive)
    return { code: "wrong_mode", said: livemode ? "The event is live" : "The event is a test" };
  return null;
}

/** The reason with the first line of the error's message. */
function rejectionOf(error: unknown): Rejection {
  const text = error instanceof Error ? error.message : String(error);
  return { code: rejectionCode(error, text), said: text.split("\n")[0] ?? text };
}

function rejectionCode(error: unknown, text: string): RejectionReason {
  if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return "malformed";
  return /timestamp outside/i.test(text) ? "too_old" : "wrong_signature";
}
