import { Router } from "express";
import { getCharge } from "../api/charges/charges.ts";
import { openDispute } from "../api/disputes/open-dispute.ts";
import { createRefund } from "../api/refunds/create-refund.ts";
import { approveReview } from "../api/reviews/close-review.ts";
import { openReview } from "../api/reviews/open-review.ts";
import { getReview } from "../api/reviews/reviews.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import type { Review } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

/** What somebody in the Dashboard does about a payment under review; `dispute` is its customer's. */
const decisions = new Map<string, (work: UnitOfWork, review: Review) => unknown>([
  ["approve", approveReview],
  ["refund", (work, review) => createRefund(work, { charge: chargeOf(review) })],
  [
    "refund_as_fraud",
    (work, review) => createRefund(work, { charge: chargeOf(review), reason: "fraudulent" }),
  ],
  [
    "dispute",
    (work, review) => openDispute(work, getCharge(work, chargeOf(review)), { reason: "fraudulent" }),
  ],
]);

function chargeOf({ id, charge }: Review): string {
  if (!charge) throw new Error(`${id} has no charge`);
  return charge;
}

/** Staff of the shop put a payment under review in Stripe's Dashboard, and decide about it there. */
export function reviewDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/charges/:id/review", (req, res) => {
    res.json(act((work) => openReview(work, getCharge(work, String(req.params.id)))));
  });
  router.post("/reviews/:id", (req, res) => {
    const { outcome } = readBody(req);
    const decide = decisions.get(String(outcome));
    if (!decide) throw new ControlError(400, `outcome is one of ${[...decisions.keys()].join(", ")}`);
    const id = String(req.params.id);
    const closed = act((work) => {
      const review = getReview(work, id);
      if (!review.open) throw new ControlError(400, `The review ${id} is closed: ${review.closed_reason}`);
      decide(work, review);
      return getReview(work, id);
    });
    res.json(closed);
  });
  return router;
}
