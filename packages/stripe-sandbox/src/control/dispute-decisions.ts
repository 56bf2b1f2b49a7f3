import { Router } from "express";
import { getCharge } from "../api/charges/charges.ts";
import { escalateInquiry, loseDispute, winDispute } from "../api/disputes/dispute-outcomes.ts";
import { getDispute } from "../api/disputes/disputes.ts";
import { openDispute } from "../api/disputes/open-dispute.ts";
import { fraudTypes, issueWarning } from "../api/early-fraud-warnings/issue-warning.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import { type DisputeGrounds, disputeReasons } from "../stripe/dispute-grounds.ts";
import type { Dispute } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";
import { readChoice } from "./read-choice.ts";

const decisions = new Map<string, (work: UnitOfWork, dispute: Dispute) => Dispute>([
  ["win", winDispute],
  ["lose", loseDispute],
  ["escalate", escalateInquiry],
]);

/** The customer disputes a charge, their bank warns or decides, at the moment a script wants it. */
export function disputeDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/charges/:id/dispute", (req, res) => {
    const { reason = "fraudulent", amount, inquiry = false } = readBody(req);
    const grounds: DisputeGrounds = { reason: readChoice("reason", reason, disputeReasons) };
    if (typeof inquiry !== "boolean") throw new ControlError(400, "inquiry is true or false");
    if (amount !== undefined && typeof amount !== "number")
      throw new ControlError(400, "amount is a number, in the currency's minor units");
    const dispute = act((work) =>
      openDispute(work, getCharge(work, String(req.params.id)), {
        ...grounds,
        inquiry,
        ...(amount === undefined ? {} : { amount }),
      }),
    );
    res.json(dispute);
  });
  router.post("/charges/:id/early_fraud_warning", (req, res) => {
    const { fraud_type = "unauthorized_use_of_card" } = readBody(req);
    const type = readChoice("fraud_type", fraud_type, fraudTypes);
    const id = String(req.params.id);
    res.json(act((work) => issueWarning(work, getCharge(work, id), type)));
  });
  router.post("/disputes/:id", (req, res) => {
    const { outcome } = readBody(req);
    const decide = decisions.get(String(outcome));
    if (!decide) throw new ControlError(400, `outcome is one of ${[...decisions.keys()].join(", ")}`);
    res.json(act((work) => decide(work, getDispute(work, String(req.params.id)))));
  });
  return router;
}
