import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { PUBLISHABLE_KEY, SECRET_KEY } from "./access/authenticate.ts";
import { reactions } from "./api/reactions.ts";
import { includableLists, routes } from "./api/routes.ts";
import { taskHandlers } from "./api/task-handlers.ts";
import { controlApp } from "./control/control-app.ts";
import { elementsRoutes } from "./elements/elements-routes.ts";
import type { Api } from "./http/handle-v1.ts";
import { createRouter } from "./http/router.ts";
import { unreadable, v1Handler } from "./http/v1-app.ts";
import { createMachine, type Machine } from "./machine/machine.ts";
import { browserRoutes } from "./pages/browser-routes.ts";
import { checkoutPageRoutes } from "./pages/checkout-page-routes.ts";
import { consoleRoutes } from "./pages/console-routes.ts";
import type { startSandbox as declared, Sandbox } from "./sandbox.ts";
import { ensureEndpoint } from "./webhooks/endpoints.ts";

/** As `sandbox.ts` says. */
export const startSandbox: typeof declared = async (options = {}) => {
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const machine = createMachine({
    dataDir: options.dataDir,
    log: redacting(options.log ?? (() => {})),
    baseUrl: () => url,
    reactions,
    taskHandlers,
  });
  const server = createServer(createApp(machine));
  // Longer than any client keeps an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 65_000;
  try {
    const { eventTypes } = machine.context.spec;
    const unknown = options.webhook?.enabledEvents?.find((type) => type !== "*" && !eventTypes.has(type));
    if (unknown !== undefined) throw new Error(`Stripe has no event type ${unknown}`);
    await listen(server, options.port ?? 0, host);
  } catch (error) {
    await machine.stop();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  url = `http://${host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const { webhook } = options;
  const webhookSecret = webhook
    ? ensureEndpoint(machine.context, {
        url: webhook.url,
        ...(webhook.secret ? { secret: webhook.secret } : {}),
        enabled_events: webhook.enabledEvents ?? ["*"],
      })
    : null;
  machine.scheduler.wake();

  let stopping: Promise<void> | undefined;
  const stop = () => {
    machine.context.live.close();
    stopping ??= close(server).then(() => machine.stop());
    return stopping;
  };
  const control = caller(url);
  return {
    url,
    port,
    host,
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    webhookSecret,
    settled: machine.scheduler.settled,
    async advance(ms) {
      await control("POST", "/clock", { advanceMs: ms });
      await machine.scheduler.settled();
    },
    control,
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

function createApp(machine: Machine) {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  const { isNamed } = machine.context.spec.endpoints;
  const api: Api = { match: createRouter(routes, isNamed), includable: includableLists, inFlight: new Set() };
  const v1 = v1Handler(api, machine.context, machine.scheduler.wake);
  app.all(["/v1{/*rest}", "/v2{/*rest}"], express.text({ type: isRead, limit: "1mb" }), v1);
  app.use("/elements", elementsRoutes(machine));
  app.use(browserRoutes(), consoleRoutes());
  app.use(checkoutPageRoutes(machine));
  app.use("/_sandbox", controlApp(machine));
  app.use(unreadable);
  return app;
}

/** No endpoint here takes files, so they need not be read to be refused, whatever their size. */
const isRead = ({ headers }: IncomingMessage) => !headers["content-type"]?.startsWith("multipart/");

/** Calls the control API of the sandbox at `url`, as anybody outside does. */
function caller(url: string): Sandbox["control"] {
  return async <Answer>(method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as { error?: { message: string } };
    if (!response.ok) throw new Error(answer.error?.message ?? `${method} ${path}: ${response.status}`);
    return answer as Answer;
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Stops listening; idle and half-open connections are cut, because nobody is owed an answer any more. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 250).unref();
  });
}

/** Nothing that looks like a card number gets into a log. */
function redacting(log: (line: string) => void): (line: string) => void {
  return (line) => log(line.replace(/\d(?:[ -]?\d){12,18}/g, "[number removed]"));
}
