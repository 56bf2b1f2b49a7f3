import type { Socket } from "node:net";
import type { NextFunction, Request, Response } from "express";
import type { ApiRequest, Ending } from "../context/api-request.ts";
import type { SandboxContext } from "../context/sandbox-context.ts";
import { newId } from "../core/ids.ts";
import { StripeError } from "../stripe/errors.ts";
import { API_VERSION } from "../stripe/stripe-types.ts";
import { type ServedVersion, serveVersion } from "./api-version.ts";
import { type Api, answerOf, claimKey, execute, prepare, replay } from "./handle-v1.ts";
import { saveAnswer } from "./idempotency.ts";
import { injectFaults } from "./inject-faults.ts";

/** Answers `/v1/*`: checks, faults before, the work, faults after. Every answer is Stripe-shaped. */
export function v1Handler(api: Api, context: SandboxContext, afterCommit: () => void) {
  // The SDK prints what it is told each time: once for each connection is enough to be seen, and not a flood.
  const warned = new WeakSet<Socket>();
  return async (req: Request, res: Response): Promise<void> => {
    const request = readRequest(req);
    const version = serveVersion(context.spec.apiVersions, request.version) ?? ownVersion;
    const started = performance.now();
    const finish = (ending: Ending) => {
      context.requests.add(request, ending, context.clock.now(), Math.round(performance.now() - started));
      const refused = ending.kind === "answer" && ending.answer.status === 400;
      const notice = refused || !warned.has(req.socket) ? version.notice : null;
      warned.add(req.socket);
      end(res, request, ending, { ...version, notice });
    };
    allowBrowsers(res);
    if (req.method === "OPTIONS") {
      res.status(204).end();
      return;
    }
    const held: (() => void)[] = [];
    try {
      const prepared = prepare(api, context, request);
      context.rateLimits.count(request.method, request.path);
      held.push(claimKey(api, prepared));
      if (request.method !== "GET" && prepared.match.id)
        held.push(context.rateLimits.lock(prepared.match.id));
      const faults = context.faults.forRequest(request.method, request.path);
      const before = await injectFaults(faults, "before");
      // The sandbox has stopped meanwhile, and the connection is gone with it.
      if (!context.store.isOpen()) return;
      if (before) return finish(before);
      const saved = replay(context, prepared);
      const answer = saved ?? execute(api, context, prepared);
      await context.store.saved();
      if (!saved) afterCommit();
      const after = await injectFaults(faults, "after");
      if (!context.store.isOpen()) return;
      if (after?.kind === "answer" && after.sticky && prepared.once) {
        saveAnswer(context, prepared.once, request.id, after.answer);
        await context.store.saved();
      }
      finish(after ?? { kind: "answer", answer });
    } catch (error) {
      finish({ kind: "answer", answer: answerOf(error, context.log) });
    } finally {
      for (const release of held) release();
    }
  };
}

/** A body that could not even be read (too large, cut off) is answered in Stripe's shape too. */
export function unreadable(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  const status = (error as { status?: number }).status ?? 400;
  const message = `Invalid request: ${error instanceof Error ? error.message : String(error)}`;
  allowBrowsers(res);
  const answer = answerOf(new StripeError(status, { type: "invalid_request_error", message }));
  end(res, readRequest(req), { kind: "answer", answer }, ownVersion);
}

const ownVersion: ServedVersion = { answered: API_VERSION, notice: null };

function readRequest(req: Request): ApiRequest {
  const queryStart = req.originalUrl.indexOf("?");
  const origin = req.get("origin");
  const own = `${req.protocol}://${req.get("host") ?? "localhost"}`;
  return {
    id: newId("req"),
    method: req.method,
    path: req.path,
    query: queryStart < 0 ? "" : req.originalUrl.slice(queryStart + 1),
    body: typeof req.body === "string" ? req.body : "",
    contentType: req.get("content-type") ?? "",
    authorization: req.get("authorization"),
    idempotencyKey: req.get("idempotency-key"),
    version: req.get("stripe-version"),
    account: req.get("stripe-account") ?? req.get("stripe-context"),
    baseUrl: own,
    foreignOrigin: origin === own ? undefined : origin,
  };
}

/** Browsers call us from the shop's page and from our own frames, with the publishable key. */
function allowBrowsers(res: Response): void {
  res.set({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-allow-headers":
      "authorization, content-type, idempotency-key, stripe-version, stripe-account",
    "access-control-expose-headers":
      "request-id, stripe-version, stripe-notice, idempotent-replayed, original-request, stripe-should-retry, stripe-rate-limited-reason",
    "access-control-max-age": "300",
  });
}

function end(res: Response, request: ApiRequest, ending: Ending, { answered, notice }: ServedVersion): void {
  if (ending.kind === "silence") return;
  if (ending.kind === "cut") {
    res.socket?.destroy();
    return;
  }
  const { status, body, headers } = ending.answer;
  res
    .status(status)
    .set({
      "content-type": "application/json",
      "cache-control": "no-cache, no-store",
      "request-id": request.id,
      "stripe-version": answered,
      ...(notice ? { "stripe-notice": notice } : {}),
      ...(request.idempotencyKey ? { "idempotency-key": request.idempotencyKey } : {}),
      // A retry would meet the same gap again.
      ...(status === 501 ? { "stripe-should-retry": "false" } : {}),
      ...headers,
    })
    .send(body);
}
