import { randomUUID } from "node:crypto";
import { becauseOf } from "@dualtrack/commerce";
import type { RequestHandler, Response } from "express";

/** Gives each request an id, which its answer and its log lines have. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  const requestId = randomUUID();
  response.locals.requestId = requestId;
  response.set("X-Request-Id", requestId);
  becauseOf({ requestId }, next);
};

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
