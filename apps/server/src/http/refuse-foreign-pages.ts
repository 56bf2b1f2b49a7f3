import type { Shop } from "@dualtrack/commerce";
import type { RequestHandler } from "express";

/**
 * Refuses requests from pages of other sites, which would use a customer's or clerk's cookies: browsers say where a
 * request comes from. Cookies are SameSite, too; this also stops other ports of the same host.
 */
export function refuseForeignPages(shop: Shop, origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.get("origin");
    // "null" is the origin of a frame in a sandbox, and of a form that was redirected from another site.
    if (request.method !== "POST" || origin === undefined || origins.includes(origin)) return next();
    shop.log.warn(
      { origin, origins },
      "a call from another site's page was refused; an address of the shop's own belongs into PUBLIC_URL or ALLOWED_ORIGINS",
    );
    response.status(403).json({ error: "This call comes from a page of another site." });
  };
}
