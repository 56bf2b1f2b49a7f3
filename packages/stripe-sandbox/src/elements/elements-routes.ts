import express, { type Request, Router } from "express";
import { authenticate } from "../access/authenticate.ts";
import {
  makeConfirmationToken,
  type TokenInput,
} from "../api/confirmation-tokens/make-confirmation-token.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import { answerOf } from "../http/handle-v1.ts";
import type { Machine } from "../machine/machine.ts";
import { openSession } from "./open-session.ts";
import { payByWallet } from "./pay-by-wallet.ts";
import { removeSaved } from "./remove-saved.ts";

/**
 * What the frames of Elements ask for beside Stripe's API. Stripe's own frames have calls of this kind too, which are not
 * published; nothing but our frames may rely on these.
 */
export function elementsRoutes({ act, context }: Machine): Router {
  const router = Router();
  const answering =
    <B extends object>(verb: (work: UnitOfWork, body: B, req: Request) => object) =>
    (req: Request, res: express.Response) => {
      try {
        authenticate(context.keys, req.get("authorization"), undefined);
        res.json(act((work) => verb(work, (req.body ?? {}) as B, req)));
      } catch (error) {
        const { status, body } = answerOf(error, context.log);
        res.status(status).type("json").send(body);
      }
    };
  router.use(express.json());
  router.post("/session", answering(openSession));
  router.post("/detach", answering(removeSaved));
  router.post("/wallet_payment_method", answering(payByWallet));
  router.post("/confirmation_token", answering(tokenOf));
  return router;
}

/** What the customer filled in, kept for the shop's server. Confirming in a browser is consent. */
function tokenOf(work: UnitOfWork, body: TokenInput, req: Request) {
  const byBrowser = { ip: req.ip ?? "", userAgent: req.get("user-agent") ?? "" };
  return makeConfirmationToken(work, { ...body, byBrowser });
}
