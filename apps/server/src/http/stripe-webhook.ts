import { receiveEvent, rejectCall, type Shop, verifyEvent, type WebhookCall } from "@dualtrack/commerce";
import { type ErrorRequestHandler, type Request, type RequestHandler, raw } from "express";
import { callerIp } from "../request/caller-ip.ts";

/**
 * Stripe's webhook calls: verified on the raw bytes by any of these secrets (the first is the newest), stored once, queued for the worker, answered. Any failure of ours
 * is a 500, and Stripe calls again.
 * @see https://docs.stripe.com/webhooks
 */
export function stripeWebhook(
  shop: Shop,
  secrets: readonly string[],
): (RequestHandler | ErrorRequestHandler)[] {
  const unreadable: ErrorRequestHandler = async (error, request, response, next) => {
    const status = (error as { status?: number }).status;
    if (status === undefined || status >= 500 || request.socket.destroyed) return void next(error);
    response.set("Connection", "close"); // what was not read of the body is not waited for
    const said = error instanceof Error ? error.message : String(error);
    await rejectCall(shop, callOf(request), { code: status === 413 ? "too_large" : "malformed", said });
    response.status(status).json({ error: "The body can't be read." });
  };
  const receive: RequestHandler = async (request, response) => {
    const verified = await verifyEvent(shop, callOf(request), secrets);
    if (verified === null) {
      response.status(400).json({ error: "The signature does not match." });
      return;
    }
    await receiveEvent(shop, verified.event, verified);
    response.json({ received: true });
  };
  return [raw({ type: () => true, limit: "1mb" }), unreadable, receive];
}

function callOf(request: Request): WebhookCall {
  const body: unknown = request.body;
  return {
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    signature: request.get("stripe-signature"),
    remoteIp: callerIp(request),
    userAgent: request.get("user-agent") ?? null,
  };
}
