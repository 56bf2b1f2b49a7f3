import type { Shop } from "@dualtrack/commerce";
import compression from "compression";
import express, { type Express, type Request } from "express";
import type { Registry } from "prom-client";
import { isDemo, showsOutbox } from "../config/demo.ts";
import type { Deployment } from "../config/deployment.ts";
import { devMail } from "../local/dev-mail.ts";
import { nameRequest } from "../request/request-id.ts";
import { createStaffAuth } from "../staff-auth/staff-auth.ts";
import { calendarFeeds } from "./calendar-feeds.ts";
import { calendars } from "./calendars.ts";
import { catalogAnswers } from "./catalog-answers.ts";
import { downloads } from "./downloads.ts";
import type { Drain } from "./drain.ts";
import { easypostWebhook } from "./easypost-webhook.ts";
import { healthDetails, readiness } from "./health.ts";
import { invoices } from "./invoices.ts";
import { labelFiles } from "./label-files.ts";
import { licences } from "./licences.ts";
import { limitBodyTime } from "./limit-body-time.ts";
import { maintenance } from "./maintenance.ts";
import { media } from "./media.ts";
import { createMetrics } from "./metrics.ts";
import { monitoringCheck, onlyFor } from "./monitoring.ts";
import { smallAnswer } from "./pack-answer.ts";
import { previews } from "./previews.ts";
import { refuseForeignPages } from "./refuse-foreign-pages.ts";
import { refuseMalformedRequests } from "./refuse-malformed-requests.ts";
import { respondToErrors } from "./respond-to-errors.ts";
import {
  adminHeaders,
  builtScripts,
  outboxHeaders,
  securityHeaders,
  storefrontHeaders,
} from "./security-headers.ts";
import { serverPaths as paths } from "./server-paths.ts";
import { singlePageApp } from "./single-page-app.ts";
import { staffExports } from "./staff-exports.ts";
import { storefrontPages } from "./storefront-pages.ts";
import { stripeWebhook } from "./stripe-webhook.ts";
import { traceRequest } from "./trace-request.ts";
import { trpcHandler } from "./trpc-handler.ts";
import { uploads } from "./uploads.ts";

/** Whose calls are spans: what changes something, and what people wait for. Pages and files are the proxy's to measure. */
const tracedPaths = [
  paths.trpc,
  paths.stripeWebhook,
  paths.easypostWebhook,
  paths.auth,
  paths.maintenance,
  paths.exports,
  paths.invoices,
  paths.uploads,
] as const;

/** All routes of this shop. `ofProcess` are the metrics of this process. */
export function createApp(
  shop: Shop,
  deployment: Deployment,
  { drain, ofProcess }: { drain: Drain; ofProcess: Registry },
): Express {
  const { publicUrl, origins, appSecret, stripe } = deployment;
  const auth = createStaffAuth(shop, {
    ...{ publicUrl, origins, secret: appSecret },
    isDemo: isDemo(deployment.env),
  });
  const metrics = createMetrics(shop, ofProcess, drain);
  const isMonitoring = monitoringCheck(deployment.env);
  const app = express();
  app.set("trust proxy", deployment.env.TRUST_PROXY);

  app.use(drain.follow, metrics.observe, ...securityHeaders(publicUrl));
  app.get(paths.alive, (_request, response) => void response.json({ ok: true }));
  app.get(paths.ready, async (_request, response) => {
    const state = await readiness(shop, drain);
    response.status(state.ready ? 200 : 503).json(state);
  });
  app.get(paths.metrics, onlyFor(isMonitoring), metrics.expose);
  const isStaff = async (request: Request) => (await auth.findStaff(request.headers)) !== null;
  app.get(
    `${paths.alive}/details`,
    onlyFor((request) => isMonitoring(request) || isStaff(request)),
    async (_request, response) => {
      const state = await healthDetails(shop);
      response.status(state.ok ? 200 : 503).json(state);
    },
  );

  app.use(nameRequest, limitBodyTime);
  for (const path of tracedPaths) app.use(path, traceRequest(path));
  app.use(paths.trpc, catalogAnswers(shop, deployment)); // its answers are compressed already
  app.use(compression({ filter: isCompressible, threshold: smallAnswer }));
  app.post(paths.stripeWebhook, ...stripeWebhook(shop, stripe.webhookSecrets)); // before any body parser
  app.post(paths.easypostWebhook, ...easypostWebhook(shop, deployment.env.EASYPOST_WEBHOOK_SECRET ?? []));
  app.use(paths.maintenance, maintenance(shop, deployment.env.MAINTENANCE_TOKEN));
  app.use(paths.auth, auth.handler);
  app.use(paths.trpc, refuseForeignPages(shop, origins), refuseMalformedRequests);
  app.use(paths.trpc, trpcHandler(shop, deployment, auth));
  app.use(paths.exports, staffExports(shop, auth.findStaff));
  app.use(paths.invoices, invoices(shop, auth.findStaff));
  app.use(paths.calendars, calendars(shop));
  app.use(paths.media, media(shop));
  app.use(paths.uploads, refuseForeignPages(shop, origins), uploads(shop, auth.findStaff));
  app.use(paths.downloads, downloads(shop));
  app.use(paths.licences, licences(shop));
  app.use(paths.previews, previews(shop));
  app.use(paths.labels, labelFiles(shop, auth.findStaff));
  app.use(paths.calendars, calendarFeeds(shop));
  if (showsOutbox(deployment.env)) app.use(paths.outbox, outboxHeaders, devMail(shop));

  app.use("/admin", adminHeaders(builtScripts), ...singlePageApp("admin", shop.settings));
  app.use(
    "/",
    storefrontHeaders(stripe.apiBase, builtScripts),
    storefrontPages(shop, appSecret),
    ...singlePageApp("storefront", shop.settings),
  );
  app.use(respondToErrors(shop));
  return app;
}

/** Live updates must be sent at once; a compressor would delay them. */
const isCompressible: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader("Content-Type")).startsWith("text/event-stream") &&
  compression.filter(request, response);
