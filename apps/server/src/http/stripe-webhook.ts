import { bindLog, receiveEvent, type Shop, verifyEvent } from "@dualtrack/commerce";
import { type RequestHandler, raw } from "express";
import { callerIp } from "../request/caller-ip.ts";
import { requestIdOf } from "../request/request-id.ts";

/**
 * Stripe's webhook calls: verified on the raw bytes, stored once, queued for the worker, answered. Any failure of ours
 * is a 500, and Stripe calls again.
 * @see https://docs.stripe.com/webhooks
 */
export function stripeWebhook(unbound: Shop, secret: string): RequestHandler[] {
  return [
    raw({ type: () => true, limit: "1mb" }),
    async (request, response) => {
      const shop = bindLog(unbound, { requestId: requestIdOf(response) });
      const body: unknown = request.body;
      const event = await verifyEvent(
        shop,
        {
          body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
          signature: request.get("stripe-signature"),
          remoteIp: callerIp(request),
          userAgent: request.get("user-agent") ?? null,
        },
        secret,
      );
      if (event === null) {
        response.status(400).json({ error: "The signature does not match." });
        return;
      }
      await receiveEvent(shop, event);
      response.json({ received: true });
    },
  ];
}
