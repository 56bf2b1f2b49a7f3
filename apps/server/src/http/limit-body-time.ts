import type { RequestHandler } from "express";
import { serverPaths } from "./server-paths.ts";

/** How long a request may take to arrive, in ms: Node's own limit, which knows no exceptions. */
const bodyMs = 300_000;

/** How long an upload by staff may take to arrive, in ms. Node's limit for the server that this handler belongs to. */
export const uploadMs = 4 * 60 * 60_000;

/** Cuts off requests whose body takes too long to arrive, so that slow senders hold no connections; uploads have more time. */
export const limitBodyTime: RequestHandler = (request, _response, next) => {
  const isUpload = request.path === serverPaths.uploads;
  const hasBody =
    request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  if (hasBody && !isUpload) {
    const timer = setTimeout(() => request.socket.destroy(), bodyMs);
    for (const event of ["end", "close"]) request.once(event, () => clearTimeout(timer));
  }
  next();
};
