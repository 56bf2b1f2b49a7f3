import { Router } from "express";
import { getEvent } from "../api/events/events.ts";
import type { Machine } from "../machine/machine.ts";
import { resendEvent } from "../webhooks/resend.ts";
import { showAttempt, showDelivery } from "../webhooks/show-delivery.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

/** The log of webhook deliveries, and the ways to hurry them. */
export function deliveryRoutes({ context, scheduler }: Machine): Router {
  const router = Router();
  const { store, clock } = context;

  router.get("/deliveries", (req, res) => {
    const { event, state, endpoint, undelivered, limit = 100 } = req.query;
    const text = (given: unknown) => (given === undefined ? null : String(given));
    // Without the index, SQLite would read through all that were delivered to find those that were not.
    const index = undelivered === undefined ? "" : "indexed by deliveries_undelivered";
    const rows = store.rows(
      `select d.*, e.body ->> '$.url' as url from deliveries d ${index} left join objects e on e.id = d.endpoint
       where (?1 is null or d.event = ?1) and (?2 is null or d.state = ?2) and (?3 is null or d.endpoint = ?3)
       ${index && "and d.state <> 'delivered'"}
       order by d.seq desc limit ?4`,
      text(event),
      text(state),
      text(endpoint),
      Math.min(Math.max(Math.floor(Number(limit)) || 100, 1), 1000),
    );
    const attempts = (id: string) =>
      store.rows("select * from delivery_log where delivery = ? order by seq", id).map(showAttempt);
    res.json({
      deliveries: rows.map((row) => ({ ...showDelivery(row), attempts: attempts(String(row.id)) })),
    });
  });

  /** Sends everything that waits, delayed or to be retried, and answers when each has been tried once. */
  router.post("/deliveries/flush", async (_req, res) => {
    const flushed = store.run(
      "update deliveries set due = ?, held = 0 where state = 'pending' and due > ?",
      clock.now(),
      clock.now(),
    );
    await scheduler.settled();
    const left = store.row("select count(*) as n from deliveries where state = 'pending'");
    res.json({ flushed, still_pending: Number(left?.n ?? 0) });
  });

  router.post("/events/:id/resend", async (req, res) => {
    const event = getEvent(context, String(req.params.id));
    const { webhook_endpoint } = readBody(req);
    if (webhook_endpoint !== undefined && typeof webhook_endpoint !== "string")
      throw new ControlError(400, "webhook_endpoint is the id of one");
    const ids = resendEvent(context, event, webhook_endpoint);
    await scheduler.settled();
    const rows = ids
      .map((id) => store.row("select * from deliveries where id = ?", id))
      .filter((row) => row !== undefined);
    res.json({ deliveries: rows.map(showDelivery) });
  });

  return router;
}
