import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import type { Store } from "../store/store.ts";
import { API_VERSION } from "../stripe/stripe-types.ts";

/** How the sandbox is, and starting afresh. */
export function stateRoutes({ context, deliverer, scheduler }: Machine): Router {
  const router = Router();
  const { store, clock, faults, chance, rateLimits, live, requests } = context;
  router.get("/state", (_req, res) => {
    const size = store.row(
      "select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()",
    );
    res.json({
      api_version: API_VERSION,
      objects: countObjects(store),
      deliveries: countDeliveries(store),
      faults: faults.list().length,
      database_bytes: size?.bytes ?? 0,
      memory_bytes: process.memoryUsage().rss,
      heap_bytes: process.memoryUsage().heapUsed,
    });
  });
  /** Forgets all objects, faults, deliveries and the moved clock; webhook endpoints stay. */
  router.post("/reset", async (_req, res) => {
    store.reset();
    faults.remove();
    chance.seed(1);
    rateLimits.set(false);
    clock.freeze(false);
    clock.set(Date.now());
    requests.clear();
    await deliverer.forget();
    scheduler.wake();
    live.publish({ type: "reset", id: "reset" });
    res.json({ reset: true });
  });
  return router;
}

/** How many there are of each type. Counted in the indexes alone: reading 700,000 rows would take seconds. */
function countObjects(store: Store): Record<string, number> {
  const all = store.rows("select type, count(*) as n from objects group by type order by type");
  const deleted = new Map(
    store
      .rows("select type, count(*) as n from objects where deleted = 1 group by type")
      .map(({ type, n }) => [type, Number(n)]),
  );
  const counts = all.map(
    ({ type, n }) => [String(type), Number(n) - (deleted.get(type ?? null) ?? 0)] as const,
  );
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

/** Likewise: most have been delivered, so only the others are read. */
function countDeliveries(store: Store): Record<string, number> {
  const all = Number(store.row("select count(*) as n from deliveries")?.n ?? 0);
  const others = store.rows(
    `select state, count(*) as n from deliveries indexed by deliveries_undelivered
     where state <> 'delivered' group by state`,
  );
  const counts = Object.fromEntries(others.map(({ state, n }) => [String(state), Number(n)]));
  const delivered = Object.values(counts).reduce((left, n) => left - n, all);
  return delivered > 0 ? { delivered, ...counts } : counts;
}
