import { countWaitingToPay, type Shop } from "@dualtrack/commerce";
import { countJobs, countStates } from "@dualtrack/db";
import type { RequestHandler } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { metricsOfAll } from "../processes/cluster-metrics.ts";

/**
 * Prometheus metrics: the web processes of this machine and their requests, summed, and the state of orders, stock, events and jobs,
 * which is read once.
 */
export function createMetrics(shop: Shop): { observe: RequestHandler; expose: RequestHandler } {
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  const requests = new Histogram({
    name: "dualtrack_http_request_duration_seconds",
    help: "Time to answer, by route, method and status",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [ofProcess],
  });
  const ofProcesses = metricsOfAll(ofProcess);
  const ofShop = new Registry();
  const gauge = (name: string, help: string, count: () => Promise<[label: string, value: number][]>) =>
    new Gauge({
      name,
      help,
      labelNames: ["state"],
      registers: [ofShop],
      async collect() {
        this.reset();
        for (const [state, value] of await count()) this.set({ state }, value);
      },
    });
  const states = (name: string, help: string, counted: Parameters<typeof countStates>[1]) =>
    gauge(name, help, async () =>
      (await countStates(shop.db, counted)).map(({ state, count }) => [state, count]),
    );
  states("dualtrack_orders", "Orders by state", { table: "order", open: ["processing"] });
  states("dualtrack_checkouts", "Checkouts by state", { table: "checkout", open: ["open", "paying"] });
  states("dualtrack_webhook_events", "Events in the inbox by state", {
    table: "webhook_event",
    open: ["received", "failed", "dead"],
  });
  states("dualtrack_refunds", "Refunds by state", {
    table: "refund",
    open: ["requested", "pending", "requires_action", "failed"],
  });
  gauge("dualtrack_webhook_rejections", "Webhook calls refused", async () => [
    ["rejected", await shop.db.webhookRejection.count()],
  ]);
  gauge(
    "dualtrack_stripe_budget",
    "Requests a second that Stripe takes of all processes, requests it has refused as too many, customers who wait to pay",
    async () => {
      const budget = await shop.db.stripeBudget.findUnique({ where: { id: 1 } });
      return [
        ["per_second", budget?.rate ?? 0],
        ["refused", Number(budget?.limitedCount ?? 0)],
        ["waiting", await countWaitingToPay(shop)],
      ];
    },
  );
  gauge("dualtrack_jobs", "Queued jobs by state", async () => Object.entries(await countJobs(shop.db)));

  return {
    observe(request, response, next) {
      const stop = requests.startTimer();
      const route = routeOf(request.path); // a mounted handler sees, and leaves, a shorter path
      response.on("close", () => {
        stop({ route, method: request.method, status: response.statusCode });
      });
      next();
    },
    async expose(_request, response) {
      const texts = await Promise.all([ofProcesses(), ofShop.metrics()]);
      response.type(ofShop.contentType).send(texts.join("\n"));
    },
  };
}

/** A label with few values: the name of a procedure, or else the first step of the path. */
function routeOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "trpc") return second.includes(",") ? "/trpc/batch" : `/trpc/${second}`.slice(0, 60);
  return ["admin", "assets", "auth", "exports", "webhooks", "healthz", "readyz", "metrics"].includes(first)
    ? `/${first}`
    : "/page";
}
