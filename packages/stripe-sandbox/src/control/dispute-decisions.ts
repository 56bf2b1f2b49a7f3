import { Router } from "express";
import { getCharge } from "../api/charges/charges.ts";
import { escalateInquiry, loseDispute, winDispute } from "../api/disputes/dispute-outcomes.ts";
import { getDispute } from "../api/disputes/disputes.ts";
import { openDispute } from "../api/disputes/open-dispute.ts";
import { type FraudType, fraudTypes, issueWarning } from "../api/early-fraud-warnings/issue-warning.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import { type DisputeReason, disputeReasons } from "../stripe/dispute-grounds.ts";
import type { Dispute } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";

const decisions: Record<string, (work: UnitOfWork, dispute: Dispute) => Dispute> = {
  win: winDispute,
  lose: loseDispute,
  escalate: escalateInquiry,
};

/** The customer disputes a charge, their bank warns or decides, at the moment a script wants it. */
export function disputeDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/charges/:id/dispute", (req, res) => {
    const {
      reason = "fraudulent",
      amount,
      inquiry = false,
    } = (req.body ?? {}) as { reason?: string; amount?: number; inquiry?: boolean };
    if (!disputeReasons.includes(reason as DisputeReason))
      throw new ControlError(400, `reason is one of ${disputeReasons.join(", ")}`);
    if (typeof inquiry !== "boolean") throw new ControlError(400, "inquiry is true or false");
    const dispute = act((work) =>
      openDispute(work, getCharge(work, String(req.params.id)), {
        reason: reason as DisputeReason,
        inquiry,
        ...(amount === undefined ? {} : { amount }),
      }),
    );
    res.json(dispute);
  });
  router.post("/charges/:id/early_fraud_warning", (req, res) => {
    const { fraud_type: type = "unauthorized_use_of_card" } = (req.body ?? {}) as { fraud_type?: string };
    if (!fraudTypes.includes(type as FraudType))
      throw new ControlError(400, `fraud_type is one of ${fraudTypes.join(", ")}`);
    const id = String(req.params.id);
    res.json(act((work) => issueWarning(work, getCharge(work, id), type as FraudType)));
  });
  router.post("/disputes/:id", (req, res) => {
    const { outcome } = (req.body ?? {}) as { outcome?: string };
    const decide = decisions[String(outcome)];
    if (!decide) throw new ControlError(400, `outcome is one of ${Object.keys(decisions).join(", ")}`);
    res.json(act((work) => decide(work, getDispute(work, String(req.params.id)))));
  });
  return router;
}
