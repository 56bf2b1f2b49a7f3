import { Router } from "express";
import { failPayout, failureMessages, type PayoutFailure } from "../api/payouts/payout-outcomes.ts";
import { getPayout } from "../api/payouts/payouts.ts";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";
import { readChoice } from "./read-choice.ts";

const reasons = Object.keys(failureMessages) as PayoutFailure[];

/** What the shop's own bank makes of a payout, at the moment a script wants it. */
export function payoutDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/payouts/:id", (req, res) => {
    const { outcome, reason } = readBody(req);
    if (outcome !== "fail") throw new ControlError(400, "outcome is fail");
    const failure = reason === undefined ? "account_closed" : readChoice("reason", reason, reasons);
    res.json(act((work) => failPayout(work, getPayout(work, String(req.params.id)), failure)));
  });
  return router;
}
