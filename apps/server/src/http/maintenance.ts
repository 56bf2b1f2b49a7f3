import { countCall, type ExpiredCheckouts, expireCheckouts, type Shop } from "@dualtrack/commerce";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import { hasToken } from "../request/has-token.ts";

/** A scheduler gets its answer before a proxy gives up; what is left then is counted in it. */
const withinMs = 20_000;

/**
 * What schedulers outside of the shop may start, with MAINTENANCE_TOKEN; without one there are no such pages. Calls with a wrong
 * token are limited by network.
 *
 * `cleanup-reservations` does what the job of every minute does, and answers what it has released: 200, or 503 if a checkout could not
 * be ended, e.g. while Stripe is away. Calls that come while this process is at it get the same answer.
 */
export function maintenance(shop: Shop, token: string | undefined): Router {
  let running: Promise<ExpiredCheckouts> | null = null;
  const router = Router();
  router.use(onlyWith(shop, token));
  router.post("/cleanup-reservations", async (_request: Request, response: Response) => {
    running ??= expireCheckouts(shop, { withinMs }).finally(() => {
      running = null;
    });
    const report = await running;
    response.status(report.failed === 0 ? 200 : 503).json(report);
  });
  router.use(answerNoPage); // not the storefront's page
  return router;
}

const answerNoPage: RequestHandler = (_request, response) => {
  response.status(404).json({ error: "There is no such page." });
};

function onlyWith(shop: Shop, token: string | undefined): RequestHandler {
  return async (request, response, next) => {
    if (token === undefined) return answerNoPage(request, response, next);
    if (hasToken(request, token)) return next();
    await countCall(shop, { call: "rejectedWebhooks", ip: callerIp(request) });
    response.status(401).set("WWW-Authenticate", "Bearer").json({ error: "The token is missing or wrong." });
  };
}
