import { Router } from "express";
import { paySession } from "../api/checkout/pay-session.ts";
import { readPayInput } from "../api/checkout/read-input.ts";
import { viewOf } from "../api/checkout/session-view.ts";
import type { Machine } from "../machine/machine.ts";

/** The customer on the hosted page, played by a script: what the page shows, and paying on it. */
export function checkoutControlRoutes({ act, context }: Machine): Router {
  const router = Router();
  router.get("/checkout/:id", (req, res) => {
    res.json(viewOf(context, String(req.params.id)));
  });
  router.post("/checkout/:id/pay", (req, res) => {
    const baseUrl = `${req.protocol}://${req.get("host") ?? "localhost"}`;
    const input = readPayInput(context, req.body);
    const { session, intent, declined } = act(
      (work) => paySession(work, String(req.params.id), input),
      baseUrl,
    );
    if (declined) throw declined;
    res.json({ session, next_action: intent?.next_action ?? null });
  });
  return router;
}
