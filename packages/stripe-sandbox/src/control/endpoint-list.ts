import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import type { WebhookEndpoint } from "../stripe/stripe-types.ts";
import { readPage } from "./read-page.ts";

/** The webhook endpoints with how many of their deliveries are waiting, failed or lost. */
export function endpointListRoutes({ context }: Machine): Router {
  const router = Router();
  const { store } = context;
  router.get("/webhook_endpoints", (req, res) => {
    const page = readPage<WebhookEndpoint>(context, req.query, {
      type: "webhook_endpoint",
      index: "objects_by_type",
      conditions: ["type = 'webhook_endpoint'"],
      values: [],
    });
    const missed = store.rows(
      `select endpoint, state, count(*) as n from deliveries indexed by deliveries_undelivered
       where state <> 'delivered' group by endpoint, state`,
    );
    const of = (id: string) =>
      Object.fromEntries(missed.filter(({ endpoint }) => endpoint === id).map(({ state, n }) => [state, n]));
    res.json({ ...page, data: page.data.map((one) => ({ ...one, deliveries: of(one.id) })) });
  });
  return router;
}
