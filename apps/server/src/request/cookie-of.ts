import { parseCookie } from "cookie";
import type { Request } from "express";

/** The value of the request's cookie of this name, decoded. */
export function cookieOf(request: Request, name: string): string | undefined {
  return parseCookie(request.headers.cookie ?? "")[name];
}
