import { countWaitingToPay, listSwitches, type Shop } from "@dualtrack/commerce";
import { isUrgent } from "@dualtrack/contract";
import { countJobs, countLivingWorkers, countStates, shopGauges } from "@dualtrack/db";
import type { RequestHandler } from "express";
import { Gauge, Histogram, Registry } from "prom-client";
import { metricsOfAll } from "../processes/cluster-metrics.ts";
import { routeOf } from "../request/route-of.ts";
import type { Drain } from "./drain.ts";

/**
 * Prometheus metrics: what all processes of this start count about themselves, summed, and the state of orders, stock, events and jobs,
 * which is read once. `ofProcess` are those of this one: its requests and live streams are added.
 */
export function createMetrics(
  shop: Shop,
  ofProcess: Registry,
  drain: Pick<Drain, "countStreams">,
): { observe: RequestHandler; expose: RequestHandler } {
  const requests = new Histogram({
    name: "dualtrack_http_request_duration_seconds",
    help: "Time to answer, by route, method and status",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [ofProcess],
  });
  new Gauge({
    name: "dualtrack_live_streams",
    help: "Browsers that are told of changes by SSE",
    registers: [ofProcess],
    collect() {
      this.set(drain.countStreams());
    },
  });
  const ofProcesses = metricsOfAll(ofProcess);
  const ofShop = new Registry();
  const gauge = (
    name: string,
    help: string,
    count: () => Promise<[label: string, value: number][]>,
    label = "state",
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [ofShop],
      async collect() {
        this.reset();
        for (const [state, value] of await count()) this.set({ [label]: state }, value);
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
  gauge(
    "dualtrack_switch_on",
    "1: the part of the shop is on; 0: it is switched off, or new checkouts are limited",
    async () => (await listSwitches(shop)).map(({ name, isOn }) => [name, isOn ? 1 : 0]),
    "switch",
  );
  gauge(
    "dualtrack_alerts_open",
    "Alerts of the console that are open",
    async () => {
      const open = await shop.db.alert.findMany({ where: { clearedAt: null }, select: { kind: true } });
      const urgent = open.filter(({ kind }) => isUrgent(kind)).length;
      return [
        ["urgent", urgent],
        ["other", open.length - urgent],
      ];
    },
    "severity",
  );
  plainGauges(
    ofShop,
    [
      ["dualtrack_reservations_held", "Reservations of goods that are held"],
      [
        "dualtrack_reservation_overdue_seconds",
        "How long the oldest reservation is over that still holds goods",
      ],
      ["dualtrack_orders_provisional", "Orders that wait for their payment to be confirmed"],
      ["dualtrack_job_overdue_seconds", "How long the job that is due first has been due"],
      ["dualtrack_variants_oversold", "Variants of which more is reserved than there is"],
      ["dualtrack_workers", "Living worker processes on all machines"],
    ],
    async () => {
      const [now, workers] = await Promise.all([
        shopGauges(shop.db, { now: shop.clock.now() }),
        countLivingWorkers(shop.db),
      ]);
      const { heldReservations, oldestExpiredSeconds, provisionalOrders } = now;
      const { oldestJobSeconds, oversoldVariants } = now;
      return [
        heldReservations,
        oldestExpiredSeconds,
        provisionalOrders,
        oldestJobSeconds,
        oversoldVariants,
        workers,
      ];
    },
  );

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

/** Gauges without labels that are read together, in their order: once for each scrape, which asks all of them at the same time. */
function plainGauges(
  registry: Registry,
  described: readonly (readonly [name: string, help: string])[],
  read: () => Promise<number[]>,
): void {
  let reading: Promise<number[]> | null = null;
  const readOnce = () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  for (const [index, [name, help]] of described.entries())
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set((await readOnce())[index] ?? 0);
      },
    });
}
