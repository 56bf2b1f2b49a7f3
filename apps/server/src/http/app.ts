import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { appRouter, type Context } from "@dualtrack/api";
import { DomainError, type Settings, type Shop } from "@dualtrack/commerce";
import { maxCallsPerRequest, type RefusalDetails } from "@dualtrack/contract";
import type { TRPCError } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import type { Deployment } from "../deployment.ts";
import { projectRoot, showsOutbox } from "../env.ts";
import { devMail } from "../local/dev-mail.ts";
import { namePage } from "../name-page.ts";
import { callerIp } from "../request/caller-ip.ts";
import { createStaffAuth, type StaffAuth } from "../staff-auth/staff-auth.ts";
import { cartTokenOf } from "./cart-cookie.ts";
import { csvExports } from "./csv-exports.ts";
import type { Drain } from "./drain.ts";
import { healthDetails, readiness } from "./health.ts";
import { media } from "./media.ts";
import { createMetrics } from "./metrics.ts";
import { monitoringCheck, onlyFor } from "./monitoring.ts";
import { readCall } from "./read-call.ts";
import { refuseOddCalls } from "./refuse-odd-calls.ts";
import { stripeWebhook } from "./stripe-webhook.ts";

/** Everything that this shop answers on its port. */
export function createApp(shop: Shop, deployment: Deployment, drain: Drain): Express {
  const { publicUrl, origins, appSecret, stripe } = deployment;
  const auth = createStaffAuth(shop, { publicUrl, origins, secret: appSecret });
  const metrics = createMetrics(shop);
  const isMonitoring = monitoringCheck(deployment.env);
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", deployment.env.TRUST_PROXY);

  app.use(drain.follow, metrics.observe);
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get("/readyz", async (_request, response) => {
    const state = await readiness(shop, drain);
    response.status(state.ready ? 200 : 503).json(state);
  });
  app.get("/metrics", onlyFor(isMonitoring), metrics.expose);
  const isStaff = async (request: Request) => (await auth.findStaff(request.headers)) !== null;
  app.get(
    "/healthz/details",
    onlyFor((request) => isMonitoring(request) || isStaff(request)),
    async (_request, response) => {
      const state = await healthDetails(shop);
      response.status(state.ok ? 200 : 503).json(state);
    },
  );

  app.use(nameRequest);
  app.use(compression({ filter: isCompressible }));
  app.post("/webhooks/stripe", ...stripeWebhook(shop, stripe.webhookSecret)); // before any body parser
  app.use("/auth", auth.handler);
  app.use("/trpc", refuseForeignPages(shop, origins), refuseOddCalls);
  app.use("/trpc", trpcHandler(shop, deployment, auth));
  app.use("/exports", csvExports(shop, auth.findStaff));
  app.use("/media", media(shop));
  if (showsOutbox(deployment.env)) app.use("/dev/mail", devMail(shop));

  const csp = contentSecurityPolicy(stripe.apiBase);
  app.use("/admin", securityHeaders(adminPolicy), ...singlePageApp("admin", shop.settings));
  app.use("/", securityHeaders(csp), ...singlePageApp("storefront", shop.settings));
  app.use(respondToErrors(shop));
  return app;
}

function trpcHandler(
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
      ip: callerIp(req),
      cartToken: cartTokenOf(req, res, { secret: appSecret, isSecure: publicUrl.startsWith("https:") }),
      findStaff: once(() => findStaff(req.headers)),
      findStaffNow: () => findStaff(req.headers),
      hashPassword,
    }),
    responseMeta: ({ errors }) => ({ headers: retryAfter(errors) }),
    onError({ error, path, ctx }) {
      const facts = { requestId: ctx?.requestId, path, code: error.code };
      if (error.code === "INTERNAL_SERVER_ERROR")
        shop.log.error({ ...facts, err: error.cause ?? error }, "a call failed");
      else shop.log.debug({ ...facts, message: error.message }, "a call was refused");
    },
  });
}

/** When a call that was one too many may come again; of a batch, when all of them may. */
function retryAfter(errors: readonly TRPCError[]): Headers {
  const seconds = errors.flatMap(({ cause }) =>
    cause instanceof DomainError && "retryAfterSeconds" in cause.details
      ? (cause.details.retryAfterSeconds ?? [])
      : [],
  );
  return new Headers(seconds.length === 0 ? [] : [["Retry-After", String(Math.max(...seconds))]]);
}

/** A batch of calls asks once who is signed in. */
function once<Result>(ask: () => Result): () => Result {
  let asked: { answer: Result } | undefined;
  return () => {
    asked ??= { answer: ask() };
    return asked.answer;
  };
}

/** Live updates must leave at once; a compressor would hold them back. */
const isCompressible: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader("Content-Type")).startsWith("text/event-stream") &&
  compression.filter(request, response);

const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set("X-Request-Id", requestIdOf(response));
  next();
};

function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}

/**
 * Another site's page can't act in a customer's or clerk's name: browsers say where a request comes from. Cookies
 * are SameSite, too; this also stops other ports of the same host.
 */
function refuseForeignPages(shop: Shop, origins: readonly string[]): RequestHandler {
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

const adminPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** What the storefront may load: itself and Stripe. @see https://docs.stripe.com/security/guide#content-security-policy */
function contentSecurityPolicy(stripeApiBase: string | null): string {
  const scripts = stripeApiBase ?? "https://js.stripe.com https://*.js.stripe.com";
  const frames = stripeApiBase ?? "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com";
  const connections = stripeApiBase ?? "https://api.stripe.com";
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}`,
    `frame-src ${frames}`,
    `connect-src 'self' ${connections}`,
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

function securityHeaders(policy: string): RequestHandler {
  return (_request, response, next) => {
    response.set({
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
      // The order's address is a secret: it goes to nobody.
      "Referrer-Policy": "same-origin",
    });
    next();
  };
}

/** A built app: its hashed files are kept for ever, every other address of it is its one page. */
function singlePageApp(name: "storefront" | "admin", { shopName }: Settings): RequestHandler[] {
  const dist = join(projectRoot, "apps", name, "dist");
  const files = express.static(dist, {
    index: false,
    setHeaders(response, path) {
      if (path.includes("/assets/"))
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      // Stripe's fields use the shop's face, in a frame of another origin.
      if (path.endsWith(".woff2")) response.setHeader("Access-Control-Allow-Origin", "*");
    },
  });
  const page: RequestHandler = async (request, response) => {
    const wantsPage = (request.method === "GET" || request.method === "HEAD") && !isFile(request.path);
    if (!wantsPage) return void response.status(404).type("text").send("There is nothing at this address.");
    response.set("Cache-Control", "no-cache");
    const html = await readFile(join(dist, "index.html"), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (html === null)
      return void response.status(404).type("text").send("The shop's pages are not built: pnpm build");
    response.type("html").send(namePage(html, shopName));
  };
  return [files, page];
}

/** Order addresses have a dot, too: only the endings of files that an app may hold count. */
function isFile(path: string): boolean {
  return /\.(css|html|ico|js|json|map|png|svg|txt|webmanifest|woff2|xml)$/.test(path);
}

function respondToErrors(shop: Shop): ErrorRequestHandler {
  return (error, request, response, next) => {
    const requestId = requestIdOf(response);
    if (error instanceof DomainError && error.code === "TOO_MANY_REQUESTS") {
      const { retryAfterSeconds } = error.details as RefusalDetails["TOO_MANY_REQUESTS"];
      response.status(429).set("Retry-After", String(retryAfterSeconds));
      return void response.json({ error: "Too many requests.", requestId });
    }
    const status = Number((error as { status?: number }).status ?? 500);
    if (status >= 500) shop.log.error({ err: error, requestId, path: request.path }, "a request failed");
    if (response.headersSent) return next(error);
    const text = status >= 500 ? "Something broke on our side." : "This request is not valid.";
    response.status(status).json({ error: text, requestId });
  };
}
