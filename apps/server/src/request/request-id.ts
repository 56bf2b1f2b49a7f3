import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";

/** Gives each request an id of its own, which its answer bears and its log lines name. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set("X-Request-Id", requestIdOf(response));
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
