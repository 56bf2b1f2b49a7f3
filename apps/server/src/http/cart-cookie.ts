import { createHmac } from "node:crypto";
import { newCartToken } from "@dualtrack/commerce";
import type { Request, Response } from "express";
import { cookieOf } from "../request/cookie-of.ts";

const name = "dualtrack_cart";
const days = 60;

/** The header in which a page sends a random text of its own with each call. */
const pageHeader = "x-page";

interface CartCookie {
  /** Signs that text, so that it can't be used as the cart's secret. */
  secret: string;
  isSecure: boolean;
}

/**
 * The secret of the guest's cart. A browser without one gets it with the first change, never with an answer that only
 * reads: such an answer may come late, and would replace the cookie of a cart that was filled meanwhile. Changes that
 * one page sends at the same time get the same secret.
 */
export function cartTokenOf(request: Request, response: Response, { secret, isSecure }: CartCookie): string {
  const present = tokenInCookie(request);
  if (present !== null) return present;
  const token = tokenOfPage(request, secret) ?? newCartToken();
  if (request.method === "POST" && !response.headersSent)
    response.cookie(name, token, {
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure,
      maxAge: days * 24 * 60 * 60_000,
    });
  return token;
}

/** The secret that a request shows, and that may so be one of a cart; null: none, as of a browser that has not sent anything yet. */
export function presentedCartToken(request: Request, secret: string): string | null {
  return tokenInCookie(request) ?? tokenOfPage(request, secret);
}

function tokenInCookie(request: Request): string | null {
  const present = cookieOf(request, name);
  return present !== undefined && /^[\w-]{32}$/.test(present) ? present : null;
}

function tokenOfPage(request: Request, secret: string): string | null {
  const page = request.get(pageHeader);
  if (page === undefined || !/^[\w-]{32,64}$/.test(page)) return null;
  return createHmac("sha256", secret).update(`cart of page ${page}`).digest("base64url").slice(0, 32);
}
