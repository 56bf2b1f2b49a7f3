import { type RejectionReason, writeCoded } from "@dualtrack/contract";
import { trimRejections } from "@dualtrack/db";
import { countCall } from "../limits/count-call.ts";
import type { Shop } from "../shop.ts";

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
 * Stores a rejected call of the webhook route in the list of rejections, which keeps the newest. TOO_MANY_REQUESTS: its network has too many
 * rejected calls; this one is not stored.
 * @param said what the check says of it
 */
export async function rejectCall(
  shop: Shop,
  { body, signature, remoteIp, userAgent }: WebhookCall,
  { code, said }: { code: RejectionReason; said: string | null },
): Promise<void> {
  shop.measures.record("webhook_calls_total", { outcome: "rejected", secret: "none" });
  await countCall(shop, { call: "rejectedWebhooks", ip: remoteIp });
  const reason = writeCoded({ code, said }, 300);
  shop.log.warn({ reason, remoteIp }, "a webhook call was rejected");
  await shop.db.webhookRejection.create({
    data: {
      ...{ reason, remoteIp },
      userAgent: userAgent?.slice(0, 500) ?? null,
      signature: signature?.slice(0, 500) ?? null,
      bodyStart: body.subarray(0, 1024).toString("utf8").replaceAll("\0", ""),
      receivedAt: shop.clock.now(),
    },
  });
  await trimRejections(shop.db, { keep: keptRejections });
}
