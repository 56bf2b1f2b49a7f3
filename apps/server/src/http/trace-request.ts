import { beginSpan } from "@dualtrack/tracing";
import type { RequestHandler } from "express";
import { requestIdOf } from "../request/request-id.ts";

/**
 * A span for each call, as long as its answer takes; a browser's page names the trace. A stream has none: it would last as long as its page is
 * open.
 * @param route what it is called, as an address may tell of somebody
 */
export function traceRequest(route: string): RequestHandler {
  return (request, response, next) => {
    if (request.headers.accept?.includes("text/event-stream")) return next();
    const { method } = request;
    const span = beginSpan(`${method} ${route}`, {
      kind: "server",
      caller: request.get("traceparent") ?? null,
      facts: {
        ...{ "http.request.method": method, "http.route": route },
        "dualtrack.request_id": requestIdOf(response),
      },
    });
    response.once("close", () => {
      span.add({ "http.response.status_code": response.statusCode });
      if (response.statusCode >= 500) span.fail({ statusCode: response.statusCode });
      span.end();
    });
    span.within(next);
  };
}
