import { createHmac } from "node:crypto";
import { newId } from "./objects.ts";

export interface WebhookEndpoint {
  url: string;
  secret: string;
}

/** An event's body, and the header that signs it. */
export interface SignedEvent {
  body: string;
  signature: string;
}

/**
 * An event as EasyPost sends it: the signature is over the raw body, with the secret in Unicode's form NFKD.
 * @see https://docs.easypost.com/guides/webhooks-guide
 */
export function signEvent(
  secret: string,
  event: { description: string; result: object; at: string },
): SignedEvent {
  const body = JSON.stringify({
    id: newId("evt"),
    object: "Event",
    mode: "test",
    description: event.description,
    created_at: event.at,
    updated_at: event.at,
    previous_attributes: {},
    pending_urls: [],
    completed_urls: [],
    status: "pending",
    result: event.result,
  });
  const hex = createHmac("sha256", secret.normalize("NFKD")).update(body, "utf8").digest("hex");
  return { body, signature: `hmac-sha256-hex=${hex}` };
}

/** Sends an event. Answers the status; null if there was no answer. */
export async function sendEvent(
  { url }: WebhookEndpoint,
  { body, signature }: SignedEvent,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hmac-signature": signature },
      body,
      signal: AbortSignal.timeout(7_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
