import { Router } from "express";
import { cancelRefund, failRefund, settleRefund } from "../api/refunds/refund-outcomes.ts";
import { getRefund } from "../api/refunds/refunds.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import { missing, refusal } from "../stripe/errors.ts";
import type { Refund } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";
import { readChoice } from "./read-choice.ts";

const decisions = new Map<string, (work: UnitOfWork, refund: Refund, reason?: string) => Refund | undefined>([
  ["succeed", (work, { id }) => settleRefund(work, id)],
  ["fail", (work, { id }, reason) => failRefund(work, id, reason)],
  ["cancel", (work, refund) => cancelRefund(work, refund)],
]);

/** https://docs.stripe.com/refunds#failed-refunds */
const failureReasons = [
  "charge_for_pending_refund_disputed",
  "declined",
  "expired_or_canceled_card",
  "insufficient_funds",
  "lost_or_stolen_card",
  "merchant_request",
  "unknown",
];

/** What the customer's bank makes of a refund, at the moment a script wants it. */
export function refundDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/refunds/:id", (req, res) => {
    const { outcome, reason } = readBody(req);
    const decide = decisions.get(String(outcome));
    if (!decide) throw new ControlError(400, `outcome is one of ${[...decisions.keys()].join(", ")}`);
    const why = reason === undefined ? undefined : readChoice("reason", reason, failureReasons);
    const id = String(req.params.id);
    const refund = act((work) => {
      const before = getRefund(work, id);
      if (outcome !== "fail" && before.status !== "pending" && before.status !== "requires_action")
        throw refusal(`This refund has a status of ${before.status}: there is nothing left to decide.`);
      return decide(work, before, why);
    });
    if (!refund) throw missing("refund", id);
    res.json(refund);
  });
  return router;
}
