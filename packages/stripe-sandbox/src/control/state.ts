import { Router } from "express";
import type { Machine } from "../machine.ts";
import { API_VERSION } from "../stripe-types.ts";

/** How the sandbox is, and starting afresh. */
export function stateRoutes({ world, deliverer, scheduler }: Machine): Router {
  const router = Router();
  const { store, clock, faults, chance, rateLimits, live, requests } = world;
  router.get("/state", (_req, res) => {
    const counts = store.rows(
      "select type, count(*) as n from objects where deleted = 0 group by type order by type",
    );
    const deliveries = store.rows("select state, count(*) as n from deliveries group by state");
    const size = store.row(
      "select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()",
    );
    res.json({
      api_version: API_VERSION,
      objects: Object.fromEntries(counts.map(({ type, n }) => [type, n])),
      deliveries: Object.fromEntries(deliveries.map(({ state, n }) => [state, n])),
      faults: faults.list().length,
      database_bytes: size?.bytes ?? 0,
      memory_bytes: process.memoryUsage().rss,
    });
  });
  /** Forgets all objects, faults, deliveries and the moved clock; webhook endpoints stay. */
  router.post("/reset", async (_req, res) => {
    await deliverer.idle();
    store.reset();
    faults.remove();
    chance.seed(1);
    rateLimits.set(false);
    clock.freeze(false);
    clock.set(Date.now());
    scheduler.wake();
    requests.clear();
    live.tell({ type: "reset", id: "reset" });
    res.json({ reset: true });
  });
  return router;
}
