import { Router } from "express";
import { missing, refusal } from "../http/errors.ts";
import type { Machine } from "../machine.ts";
import { cancelRefund, failRefund, settleRefund } from "../refunds/refund-outcomes.ts";
import { getRefund } from "../refunds/refunds.ts";
import type { Refund } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { ControlError } from "./control-error.ts";

const decisions: Record<string, (work: Work, refund: Refund) => Refund | undefined> = {
  succeed: (work, { id }) => settleRefund(work, id),
  fail: (work, { id }) => failRefund(work, id),
  cancel: (work, refund) => cancelRefund(work, refund),
};

/** What the customer's bank makes of a refund, at the moment a script wants it. */
export function refundDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/refunds/:id", (req, res) => {
    const { outcome } = (req.body ?? {}) as { outcome?: string };
    const decide = decisions[String(outcome)];
    if (!decide) throw new ControlError(400, `outcome is one of ${Object.keys(decisions).join(", ")}`);
    const id = String(req.params.id);
    const refund = act((work) => {
      const before = getRefund(work, id);
      if (outcome !== "fail" && before.status !== "pending" && before.status !== "requires_action")
        throw refusal(`This refund has a status of ${before.status}: there is nothing left to decide.`);
      return decide(work, before);
    });
    if (!refund) throw missing("refund", id);
    res.json(refund);
  });
  return router;
}
