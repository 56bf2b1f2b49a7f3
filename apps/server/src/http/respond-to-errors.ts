import { DomainError, type Shop } from "@dualtrack/commerce";
import type { RefusalDetails } from "@dualtrack/contract";
import type { ErrorRequestHandler } from "express";
import { requestIdOf } from "../request/request-id.ts";
import { routeOf } from "../request/route-of.ts";

/**
 * Answers requests that failed in a route: rate limits with 429, anything else as a fault, which is logged and shown
 * with the request's id alone.
 */
export function respondToErrors(shop: Shop): ErrorRequestHandler {
  return (error, request, response, next) => {
    const requestId = requestIdOf(response);
    if (error instanceof DomainError && error.code === "TOO_MANY_REQUESTS") {
      const { retryAfterSeconds } = error.details as RefusalDetails["TOO_MANY_REQUESTS"];
      response.status(429).set("Retry-After", String(retryAfterSeconds));
      return void response.json({ error: "Too many requests.", requestId });
    }
    const status = Number((error as { status?: number }).status ?? 500);
    if (status >= 500)
      shop.log.error({ err: error, route: routeOf(request.originalUrl) }, "a request failed");
    if (response.headersSent) return next(error);
    const text = status >= 500 ? "Something broke on our side." : "This request is not valid.";
    response.status(status).json({ error: text, requestId });
  };
}
