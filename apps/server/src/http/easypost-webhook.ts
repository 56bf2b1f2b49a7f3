import {
  countCall,
  isCarrierSignature,
  isSignedByCarrier,
  readCarrierEvent,
  receiveCarrierEvent,
  type Shop,
} from "@dualtrack/commerce";
import { type RequestHandler, raw } from "express";
import { callerIp } from "../request/caller-ip.ts";

/**
 * EasyPost's webhook calls: verified on the raw bytes, stored once, queued for the worker, answered. Without secrets there is no such
 * page. A call without a signature is refused before its body is read, and refused calls are limited by network.
 * @see https://docs.easypost.com/guides/webhooks-guide
 */
export function easypostWebhook(shop: Shop, secrets: readonly string[]): RequestHandler[] {
  const header = "x-hmac-signature";
  return [
    async (request, response, next) => {
      if (secrets.length === 0) return void response.status(404).json({ error: "There is no such webhook." });
      if (isCarrierSignature(request.get(header))) return next();
      response.set("Connection", "close");
      await countCall(shop, { call: "rejectedWebhooks", ip: callerIp(request) });
      response.status(401).json({ error: "The signature is missing." });
    },
    raw({ type: () => true, limit: "512kb" }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSignedByCarrier(body, request.get(header) ?? "", secrets)) {
        shop.log.warn({ remoteIp: callerIp(request) }, "a webhook call of EasyPost's was rejected");
        await countCall(shop, { call: "rejectedWebhooks", ip: callerIp(request) });
        return void response.status(401).json({ error: "The signature does not match." });
      }
      const event = readCarrierEvent(body);
      if (event === null) {
        shop.log.warn({}, "a signed webhook call of EasyPost's could not be read");
        return void response.status(400).json({ error: "This is no event." });
      }
      await receiveCarrierEvent(shop, event);
      response.json({ received: true });
    },
  ];
}
