import { type RejectionReason, writeCoded } from "@dualtrack/contract";
import { trimRejections } from "@dualtrack/db";
import Stripe from "stripe";
import { countCall } from "../limits/count-call.ts";
import type { Shop } from "../shop.ts";

/** The maximum age of a signature, in seconds. @see https://docs.stripe.com/webhooks#replay-attacks */
const toleranceSeconds = 300;

/** The most stored rejections: anybody may call the route, and the table must stay small. */
const keptRejections = 2_000;

export interface WebhookCall {
  /** The raw bytes, as the signature is of them and not of the parsed body. */
  body: Buffer;
  signature: string | undefined;
  remoteIp: string | null;
  userAgent: string | null;
}

/**
 * Verifies that a call of the webhook route comes from Stripe. Answers null for any other call, and stores it in the list of
 * rejections, which keeps the newest. TOO_MANY_REQUESTS: too many rejected calls; this one is not stored.
 */
export async function verifyEvent(
  shop: Shop,
  call: WebhookCall,
  secret: string,
): Promise<Stripe.Event | null> {
  const now = shop.clock.now();
  try {
    const event = shop.stripe.webhooks.constructEvent(
      call.body,
      call.signature ?? "",
      secret,
      toleranceSeconds,
      undefined,
      now.getTime(),
    );
    shop.measures.record("webhook_calls_total", { outcome: "accepted" });
    return event;
  } catch (error) {
    shop.measures.record("webhook_calls_total", { outcome: "rejected" });
    await countCall(shop, { call: "rejectedWebhooks", ip: call.remoteIp });
    const reason =
      call.signature === undefined ? ("no_signature" satisfies RejectionReason) : rejectionReason(error);
    shop.log.warn({ reason, remoteIp: call.remoteIp }, "a webhook call was rejected");
    await shop.db.webhookRejection.create({
      data: {
        reason,
        remoteIp: call.remoteIp,
        userAgent: call.userAgent?.slice(0, 500) ?? null,
        signature: call.signature?.slice(0, 500) ?? null,
        bodyStart: call.body.subarray(0, 1024).toString("utf8").replaceAll("\0", ""),
        receivedAt: now,
      },
    });
    await trimRejections(shop.db, { keep: keptRejections });
    return null;
  }
}

/** The reason with the first line of the error's message. */
function rejectionReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return writeCoded({ code: rejectionCode(error, text), said: text.split("\n")[0] ?? text }, 300);
}

function rejectionCode(error: unknown, text: string): RejectionReason {
  if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return "malformed";
  return /timestamp outside/i.test(text) ? "too_old" : "wrong_signature";
}
