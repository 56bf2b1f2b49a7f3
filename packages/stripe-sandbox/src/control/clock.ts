import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

/** Stripe's times are whole seconds that fit 32 bits in many a shop's database; nobody needs more. */
const LATEST = Date.UTC(2100, 0, 1);
const MOST_UPCOMING = 50;

/** The sandbox's time: read it, move it forward, stop it. What falls due on the way happens. */
export function clockRoutes({ context, scheduler }: Machine): Router {
  const router = Router();
  const { clock, store } = context;
  const show = () => ({
    now: new Date(clock.now()).toISOString(),
    unix: clock.seconds(),
    frozen: clock.isFrozen(),
    ahead_ms: clock.now() - Date.now(),
  });
  router.get("/clock", (_req, res) => {
    res.json(show());
  });
  router.post("/clock", async (req, res) => {
    const { advanceMs, now, freeze } = readBody(req);
    if (advanceMs === undefined && now === undefined && freeze === undefined)
      throw new ControlError(400, "Give advanceMs, now or freeze");
    if (advanceMs !== undefined && now !== undefined)
      throw new ControlError(400, "Give advanceMs or now, not both");
    if (advanceMs !== undefined && !(typeof advanceMs === "number" && advanceMs >= 0))
      throw new ControlError(400, "advanceMs is a number of milliseconds, 0 or more");
    // Read once: a running clock that ticks between two readings would refuse to stand still.
    const present = clock.now();
    const target = now === undefined ? present + Number(advanceMs ?? 0) : readTime(now);
    if (target > LATEST) throw new ControlError(400, "The clock goes no further than the year 2100");
    if (target < present)
      throw new ControlError(400, "The clock only goes forward; POST /_sandbox/reset starts anew");
    if (freeze !== undefined && typeof freeze !== "boolean")
      throw new ControlError(400, "freeze is true or false");
    if (freeze === true) clock.freeze(true);
    if (advanceMs !== undefined || now !== undefined) await scheduler.advanceTo(target);
    if (freeze === false) clock.freeze(false);
    scheduler.wake();
    context.live.publish({ type: "clock", id: "clock" });
    res.json(show());
  });
  /** What Stripe and banks will do by themselves, the next first. */
  router.get("/upcoming", (_req, res) => {
    const due = store.rows("select kind, subject, due from tasks order by due, seq limit ?", MOST_UPCOMING);
    res.json({
      upcoming: due.map(({ kind, subject, due }) => ({ kind, subject, at: Math.floor(Number(due) / 1000) })),
    });
  });
  return router;
}

/** ISO 8601 text, or unix seconds as everywhere in Stripe's API. */
function readTime(value: unknown): number {
  const time =
    typeof value === "number" ? value * 1000 : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new ControlError(400, "now is a date in ISO 8601, or unix seconds");
  return time;
}
