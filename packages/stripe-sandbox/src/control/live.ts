import { type Response, Router } from "express";
import type { Hint } from "../core/live.ts";
import type { Machine } from "../machine/machine.ts";

/** How long hints are collected for one message, so that a load test does not cause a message per row. */
const BATCH_MS = 100;
/** Above this number of hints, loading everything again costs less than handling each. */
const TOO_MANY = 500;
/** Shorter than what proxies and browsers take for a dead connection. */
const HEARTBEAT_MS = 15_000;

/**
 * `GET /_sandbox/live`: server-sent events, one hint each, `{type, id, …}` (see `Hint`). `{type: "many"}` stands for more
 * than is worth listing. The first, `{type: "hello"}`, says that from now on nothing is missed.
 */
export function liveRoutes({ context: { live } }: Machine): Router {
  const router = Router();
  router.get("/live", (req, res) => {
    res.set({ "content-type": "text/event-stream", "cache-control": "no-store" });
    res.flushHeaders();
    send(res, [{ type: "hello" }]);
    const batch = new Map<string, Hint>();
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      send(res, batch.size > TOO_MANY ? [{ type: "many" }] : [...batch.values()]);
      batch.clear();
    };
    const unlisten = live.listen({
      onHint(hint) {
        const key = `${hint.type} ${hint.id}`;
        if (batch.size <= TOO_MANY) batch.set(key, { ...batch.get(key), ...hint });
        timer ??= setTimeout(flush, BATCH_MS);
      },
      onEnd: () => res.end(),
    });
    const heartbeat = setInterval(() => res.write(":\n\n"), HEARTBEAT_MS);
    req.on("close", () => {
      unlisten();
      clearInterval(heartbeat);
      clearTimeout(timer);
    });
  });
  return router;
}

function send(res: Response, hints: readonly object[]): void {
  res.write(hints.map((hint) => `data: ${JSON.stringify(hint)}\n\n`).join(""));
}
