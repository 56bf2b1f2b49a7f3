import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";

/** Gives each request an id, which its answer and its log lines have. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set("X-Request-Id", requestIdOf(response));
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
