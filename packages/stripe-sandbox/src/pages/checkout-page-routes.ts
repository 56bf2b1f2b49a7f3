import { fileURLToPath } from "node:url";
import express, { type Request, type Response, Router } from "express";
import { changeSession } from "../api/checkout/change-session.ts";
import { getSession } from "../api/checkout/get-session.ts";
import { paySession } from "../api/checkout/pay-session.ts";
import { readChoices, readPayInput } from "../api/checkout/read-input.ts";
import { viewOf } from "../api/checkout/session-view.ts";
import { answerOf } from "../http/handle-v1.ts";
import type { Machine } from "../machine/machine.ts";
import { missing, StripeError } from "../stripe/errors.ts";

const folder = fileURLToPath(new URL("../../browser/checkout/", import.meta.url));

/** The page takes card numbers: nothing foreign runs in it, and no other page may put it into a frame. Pictures are the shop's. */
const policy = (...more: string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src http: https: data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    ...more,
  ].join("; ");

/**
 * The hosted page at `/c/pay/{id}`, the same in a frame at `/c/embed/{id}`, and what its script asks for. The session's id
 * is the permission, as at Stripe: it is in the address that the shop gives to its customer, and cannot be guessed. In a
 * frame it is the client secret.
 */
export function checkoutPageRoutes({ act, context }: Machine): Router {
  const router = Router();
  const page = (res: Response, contentPolicy: string) => {
    res.set({
      "content-security-policy": contentPolicy,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    res.sendFile("index.html", { root: folder });
  };
  router.get("/c/pay/:id", (_req, res) => page(res, policy("frame-ancestors 'none'")));
  // Any shop's page may hold it, but only of a session that was made for that.
  router.get("/c/embed/:id", (req, res) => {
    const session = context.store.find("checkout.session", String(req.params.id));
    page(res, session?.ui_mode === "embedded_page" ? policy() : policy("frame-ancestors 'none'"));
  });
  const idOf = (req: Request): string => {
    const { id, client_secret } = getSession(context, String(req.params.id));
    if (client_secret && req.get("x-client-secret") !== client_secret) throw missing("checkout.session", id);
    return id;
  };
  router.get("/c/session/:id", (req, res) =>
    answer(context.log, res, () => ({ session: viewOf(context, idOf(req)) })),
  );
  const json = express.json({ limit: "100kb" });
  router.post("/c/session/:id/change", json, (req, res) =>
    answer(context.log, res, () => {
      const id = idOf(req);
      act((work) => changeSession(work, id, readChoices(context, req.body)));
      return { session: viewOf(context, id) };
    }),
  );
  router.post("/c/session/:id/pay", json, (req, res) =>
    answer(context.log, res, () => {
      const baseUrl = `${req.protocol}://${req.get("host") ?? "localhost"}`;
      const id = idOf(req);
      const input = readPayInput(context, req.body);
      const { declined } = act((work) => paySession(work, id, input), baseUrl);
      const { code, message, param } = declined?.body ?? {};
      return {
        session: viewOf(context, id),
        ...(declined ? { error: { code, message, param } } : {}),
      };
    }),
  );
  return router;
}

/** A refusal is told as in the API, without what only the shop may see. */
function answer(log: (line: string) => void, res: Response, work: () => object): void {
  res.set({ "cache-control": "no-store" });
  try {
    res.json(work());
  } catch (error) {
    const { status, body } = answerOf(error, log);
    if (!(error instanceof StripeError)) {
      res.status(status).type("json").send(body);
      return;
    }
    const { type, code, message, param } = error.body;
    res.status(status).json({ error: { type, code, message, param } });
  }
}
