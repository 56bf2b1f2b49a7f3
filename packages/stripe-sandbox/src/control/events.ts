import { Router } from "express";
import { asOfNow } from "../api/events/events.ts";
import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import { missing } from "../stripe/errors.ts";
import type { StripeEvent } from "../stripe/stripe-types.ts";
import { webhookBody } from "../webhooks/deliver.ts";
import { showAttempt, showDelivery } from "../webhooks/show-delivery.ts";
import { readPage } from "./read-page.ts";
import { readQuery } from "./read-query.ts";
import { showEvent } from "./show-event.ts";

/** Events for the console: a list of lines, and one event with all its deliveries and attempts. */
export function eventRoutes({ context }: Machine): Router {
  const router = Router();

  /** `?type=charge.refunded`, `?about=` an object's id, `?undelivered=true`, and pages as in Stripe's lists. */
  router.get("/events", (req, res) => {
    const { type, about, undelivered } = readQuery(req);
    // A cross join goes from the few deliveries to their events; SQLite would go through all events.
    const missed = `select o.seq from deliveries d cross join objects o on o.id = d.event and o.type = 'event'
      where d.state <> 'delivered'`;
    const page = readPage<StripeEvent>(context, req.query, {
      type: "event",
      index: about ? "objects_by_subject" : undelivered ? "none" : type ? "objects_by_kind" : null,
      conditions: [
        "type = 'event'",
        ...(type ? ["kind = ?"] : []),
        ...(about ? ["subject = ?"] : []),
        ...(undelivered ? [`seq in (${missed})`] : []),
      ],
      values: [...(type ? [type] : []), ...(about ? [about] : [])],
    });
    res.json({ ...page, data: page.data.map((event) => showEvent(context, event)) });
  });

  /** Every type that Stripe has. */
  router.get("/event_types", (_req, res) => {
    res.json({ types: [...context.spec.eventTypes].sort() });
  });

  /** Older than the 30 days of Stripe's API too, as long as it has not been deleted. */
  router.get("/events/:id", (req, res) => {
    const id = String(req.params.id);
    const event = context.store.find("event", id);
    if (!event) throw missing("event", id);
    res.json({ event: asOfNow(context, event), deliveries: deliveriesOf(context, event) });
  });
  return router;
}

function deliveriesOf(context: SandboxContext, event: StripeEvent) {
  const { store } = context;
  const rows = store.rows(
    `select d.*, e.body ->> '$.url' as url from deliveries d left join objects e on e.id = d.endpoint
     where d.event = ? order by d.seq`,
    event.id,
  );
  return rows.map((row) => {
    const endpoint = store.find("webhook_endpoint", String(row.endpoint));
    const attempts = store.rows("select * from delivery_log where delivery = ? order by seq", row.id ?? null);
    return {
      ...showDelivery(row),
      body: webhookBody(event, endpoint?.api_version ?? null),
      attempts: attempts.map(showAttempt),
    };
  });
}
