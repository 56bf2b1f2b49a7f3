import { appRouter, type Context } from "@dualtrack/api";
import { DomainError, type Shop } from "@dualtrack/commerce";
import { maxCallsPerRequest } from "@dualtrack/contract";
import type { TRPCError } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { RequestHandler } from "express";
import type { Deployment } from "../config/deployment.ts";
import { callerIp } from "../request/caller-ip.ts";
import { countryOf } from "../request/country-of.ts";
import { requestIdOf } from "../request/request-id.ts";
import type { StaffAuth } from "../staff-auth/staff-auth.ts";
import { cartTokenOf } from "./cart-cookie.ts";
import { readCall } from "./read-call.ts";

/** Answers the API's calls, and logs failed ones with the request's id. */
export function trpcHandler(
  shop: Shop,
  deployment: Deployment,
  { findStaff, hashPassword }: StaffAuth,
): RequestHandler {
  const { stripe, publicUrl, appSecret } = deployment;
  const scriptUrl = stripe.apiBase === null ? null : `${stripe.apiBase}/stripe.js`;
  return createExpressMiddleware({
    router: appRouter,
    maxBatchSize: maxCallsPerRequest,
    middleware: readCall(findStaff),
    createContext: ({ req, res }): Context => ({
      shop,
      stripe: { publishableKey: stripe.publishableKey, scriptUrl },
      requestId: requestIdOf(res),
      country: countryOf(req),
      ip: callerIp(req),
      cartToken: cartTokenOf(req, res, { secret: appSecret, isSecure: publicUrl.startsWith("https:") }),
      findStaff: once(() => findStaff(req.headers)),
      findStaffNow: () => findStaff(req.headers),
      hashPassword,
    }),
    responseMeta: ({ errors }) => ({ headers: retryAfter(errors) }),
    onError({ error, path }) {
      const facts = { path, code: error.code };
      if (error.code === "INTERNAL_SERVER_ERROR")
        shop.log.error({ ...facts, err: error.cause ?? error }, "a call failed");
      else shop.log.debug({ ...facts, message: error.message }, "a call was refused");
    },
  });
}

/** When a call that exceeded its limit may be repeated; of a batch, when all of them may. */
function retryAfter(errors: readonly TRPCError[]): Headers {
  const seconds = errors.flatMap(({ cause }) =>
    cause instanceof DomainError && "retryAfterSeconds" in cause.details
      ? (cause.details.retryAfterSeconds ?? [])
      : [],
  );
  return new Headers(seconds.length === 0 ? [] : [["Retry-After", String(Math.max(...seconds))]]);
}

/** The calls of a batch find the signed-in person once. */
function once<Result>(ask: () => Result): () => Result {
  let call: { answer: Result } | undefined;
  return () => {
    call ??= { answer: ask() };
    return call.answer;
  };
}
