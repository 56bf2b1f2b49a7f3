import { type IncomingHttpHeaders, request as openRequest } from "node:http";
import { pipeline } from "node:stream";
import type { Request, RequestHandler, Response } from "express";
import type { DevServer } from "./dev-server.ts";

/**
 * Hands requests to the developer's server as they came, and its answers back. A request that comes while the server starts
 * again waits for it; where it does not start the answer is 503, in words.
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
          response.flushHeaders(); // a stream may say nothing for a while
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

/** Without the headers that speak of one connection: there are two. */
function ofMessage({
  connection,
  "keep-alive": _,
  "transfer-encoding": __,
  ...headers
}: IncomingHttpHeaders) {
  return headers;
}

/**
 * The server sees this process as its caller. Who is behind it is said only of another machine: to pages for this machine
 * alone, such as the outbox, a request that was forwarded for somebody counts as anonymous.
 */
function headersOf(request: Request): IncomingHttpHeaders {
  const address = request.socket.remoteAddress ?? "";
  if (/^(::1|(::ffff:)?127\.)/.test(address)) return request.headers;
  const before = request.headers["x-forwarded-for"];
  return { ...request.headers, "x-forwarded-for": before === undefined ? address : `${before}, ${address}` };
}

/** One side went away; the other is closed with it. */
function ignoreAborts(): void {}
