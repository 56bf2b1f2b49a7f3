import express, { Router } from "express";
import { assertMayUse, publicView } from "../api/intents/intent.ts";
import { authenticateIntent } from "../api/payment-intents/authenticate-payment-intent.ts";
import { getPaymentIntent } from "../api/payment-intents/get-payment-intent.ts";
import { authenticateSetup } from "../api/setup-intents/authenticate-setup-intent.ts";
import { getSetupIntent } from "../api/setup-intents/get-setup-intent.ts";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { assertControlAccess } from "./require-control-access.ts";

/**
 * The customer passes or refuses 3-D Secure: on the challenge page, by the Cancel button that Stripe.js puts over it on
 * the shop's page, or played by a script. With the intent's client secret anybody may; without it, who may control.
 */
export function challengeRoutes({ act, context }: Machine): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set({
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization, content-type",
    });
    next();
  });
  router.options("/:id", (_req, res) => {
    res.status(204).end();
  });
  router.post("/:id", express.text({ type: () => true, limit: "1mb" }), (req, res) => {
    const { outcome, client_secret: secret } = readAnswer(req.body);
    if (outcome !== "complete" && outcome !== "refuse")
      throw new ControlError(400, `outcome is "complete" or "refuse", not ${JSON.stringify(outcome)}`);
    if (secret === undefined) assertControlAccess(req);
    const id = String(req.params.id);
    const isSetup = id.startsWith("seti_");
    assertMayUse("secret", isSetup ? getSetupIntent(context, id) : getPaymentIntent(context, id), secret);
    const baseUrl = `${req.protocol}://${req.get("host") ?? "localhost"}`;
    const authenticate = isSetup ? authenticateSetup : authenticateIntent;
    const { intent, returnUrl } = act((work) => authenticate(work, id, outcome), baseUrl);
    res.json({ [intent.object]: publicView(intent), return_url: returnUrl });
  });
  return router;
}

/** The form encoding of Stripe.js, or JSON, which curl sends as if it were a form too. */
function readAnswer(body: unknown): { outcome?: string; client_secret?: string } {
  const text = typeof body === "string" ? body : "";
  if (!text.trimStart().startsWith("{")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ControlError(400, (error as Error).message);
  }
}
