import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppRouter } from "@dualtrack/api";
import { openTestShop, type TestShop } from "@dualtrack/testkit";
import type { TRPCClient } from "@trpc/client";
import { ownOrigins } from "../config/own-origins.ts";
import { parseEnv } from "../config/read-env.ts";
import { createApp } from "../http/app.ts";
import { createDrain } from "../http/drain.ts";
import { startWorker } from "../jobs/start-worker.ts";
import { processMetrics } from "../processes/process-metrics.ts";
import { openBrowser } from "./open-browser.ts";

/** Its form NFKD differs, as EasyPost's documentation shows. */
export const easypostSecret = "sécret of a test";

/** The whole server on a port of its own: Express, the API, the webhook route, and a worker. */
export interface TestServer extends AsyncDisposable {
  shop: TestShop;
  url: string;
  webhookSecret: string;
  /** The bearer token for monitoring. */
  monitoringToken: string;
  /** Stops as a process does; its worker goes on. Resolves with the number of requests that were cut off. */
  drain(options: { noticed: Promise<unknown> }): Promise<number>;
  /** A customer's browser for the API: it keeps its cookie. */
  browser(): TRPCClient<AppRouter>;
}

/** Without a worker, a test runs the jobs that it wants to run. */
export async function openTestServer({
  hasWorker = true,
  env = {},
}: {
  hasWorker?: boolean;
  /** More variables of the environment. */
  env?: Record<string, string>;
} = {}): Promise<TestServer> {
  const shop = await openTestShop();
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = await shop.stripe.webhookEndpoints.create({
    url: `${url}/webhooks/stripe`,
    enabled_events: ["*"],
  });
  const webhookSecret = endpoint.secret ?? "";
  const { sandbox } = shop;
  const drain = createDrain();
  const monitoringToken = "monitoring-of-a-test-0123456789abcdef";
  const deployment = {
    env: parseEnv({
      MONITORING_TOKEN: monitoringToken,
      ...env,
      MONITORING_FROM: "198.51.100.9",
      EASYPOST_WEBHOOK_SECRET: easypostSecret,
    }),
    databaseUrl: shop.databaseUrl,
    publicUrl: url,
    origins: ownOrigins(url, ["https://admin.example"]),
    appSecret: shop.settings.linkSecret,
    stripe: {
      secretKey: sandbox.secretKey,
      publishableKey: sandbox.publishableKey,
      webhookSecrets: [webhookSecret],
      apiBase: sandbox.url,
    },
  };
  server.on("request", createApp(shop, deployment, { drain, ofProcess: processMetrics(shop.measures) }));
  const worker = hasWorker ? await startWorker(shop, shop.databaseUrl) : null;
  return {
    shop,
    url,
    webhookSecret,
    monitoringToken,
    drain: (options) => drain.stop(server, options),
    browser: () => openBrowser(url),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await new Promise((done) => server.close(done));
      await worker?.stop();
      await shop[Symbol.asyncDispose]();
    },
  };
}

/** The messages of a subscription, read from the response: Node has no EventSource. Ends when the reader stops. */
export async function* subscribe(
  url: string,
  path: string,
  input: object,
  headers: Record<string, string> = {},
): AsyncGenerator<unknown> {
  const address = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await fetch(address, { headers: { ...headers, accept: "text/event-stream" } });
  if (response.body === null) throw new Error("The subscription has no body");
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      const lines = message.split("\n");
      const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
      const isOurs = !lines.some((line) => line.startsWith("event: "));
      if (isOurs && data) yield JSON.parse(data) as unknown;
    }
  }
}

/** Calls `look` every few milliseconds until it returns something; gives up after a minute. */
export async function eventually<Found>(
  check: () => Promise<Found | null | undefined | false>,
  description: string,
): Promise<Found> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = await check();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`It did not happen within a minute: ${description}`);
}
