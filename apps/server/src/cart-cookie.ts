import { newCartToken } from "@dualtrack/commerce";
import type { Request, RequestHandler, Response } from "express";

const name = "dualtrack_cart";
const days = 60;

/** The secret of the guest's cart; given out with the answer if the browser has none yet. */
export function cartTokenOf(request: Request, response: Response, secure: boolean): string {
  const [, present] =
    new RegExp(`(?:^|;\\s*)${name}=([\\w-]{32})(?:;|$)`).exec(request.headers.cookie ?? "") ?? [];
  if (present !== undefined) return present;
  const token = newCartToken();
  if (!response.headersSent)
    response.cookie(name, token, {
      httpOnly: true,
      sameSite: "lax",
      secure,
      maxAge: days * 24 * 60 * 60_000,
    });
  return token;
}

/**
 * Gives it out with the page itself. A page asks for several things at once: were it given out with their answers, the
 * last one would overwrite the others', and with it a cart into which something has been put meanwhile.
 */
export function giveCartCookie(secure: boolean): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" && request.headers.accept?.includes("text/html"))
      cartTokenOf(request, response, secure);
    next();
  };
}
