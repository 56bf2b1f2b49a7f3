import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

/** Stripe's rate limits: on or off. */
export function rateLimitRoutes({ context: { rateLimits } }: Machine): Router {
  const router = Router();
  router.get("/rate_limits", (_req, res) => {
    res.json({ on: rateLimits.isOn() });
  });
  router.post("/rate_limits", (req, res) => {
    const { on } = readBody(req);
    if (typeof on !== "boolean") throw new ControlError(400, "on is true or false");
    rateLimits.set(on);
    res.json({ on });
  });
  return router;
}
