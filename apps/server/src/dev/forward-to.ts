import { type IncomingHttpHeaders, request as openRequest } from "node:http";
import { pipeline } from "node:stream";
import type { Request, RequestHandler, Response } from "express";
import type { DevServer } from "./dev-server.ts";

/**
 * Forwards requests to the developer's server, and its answers back. A request that comes while the server restarts
 * waits for it; if the server does not start, the answer is 503 with a message.
 */
export function forwardTo(server: Pick<DevServer, "port">): RequestHandler {
  return async (request, response) => {
    const { method, originalUrl: path } = request;
    const isRead = method === "GET" || method === "HEAD";
    const forward = async (triedPort: number | null): Promise<void> => {
      const port = await server.port();
      if (port === null || port === triedPort) return refuse(response);
      const forwarded = openRequest(
        { host: "127.0.0.1", port, method, path, headers: headersOf(request), agent: false },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, ofMessage(answer.headers));
          response.flushHeaders(); // a stream may be silent for a while
          pipeline(answer, response, ignoreAborts);
        },
      );
      forwarded.once("error", () => {
        if (response.headersSent || response.destroyed) response.destroy();
        // The server was ended after it was asked for its port; reading again from its successor does no harm.
        else if (isRead) void forward(port);
        else refuse(response);
      });
      response.once("close", () => forwarded.destroy());
      if (isRead) forwarded.end();
      else pipeline(request, forwarded, ignoreAborts);
    };
    await forward(null);
  };
}

function refuse(response: Response): void {
  response
    .status(503)
    .type("text")
    .send(
      "The server does not run; the terminal of `npm run dev` says why. It is started at the next change.",
    );
}

/** Without the headers that describe a single connection: here there are two. */
function ofMessage({
  connection,
  "keep-alive": _,
  "transfer-encoding": __,
  ...headers
}: IncomingHttpHeaders) {
  return headers;
}

/**
 * The server sees this process as its client. The real client is named only if it is another machine: on pages for this
 * machine alone, such as the outbox, a forwarded request counts as anonymous.
 */
function headersOf(request: Request): IncomingHttpHeaders {
  const address = request.socket.remoteAddress ?? "";
  if (/^(::1|(::ffff:)?127\.)/.test(address)) return request.headers;
  const before = request.headers["x-forwarded-for"];
  return { ...request.headers, "x-forwarded-for": before === undefined ? address : `${before}, ${address}` };
}

/** When one side closes, the other one is closed, too. */
function ignoreAborts(): void {}
