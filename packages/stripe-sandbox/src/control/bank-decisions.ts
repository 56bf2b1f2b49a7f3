import { Router } from "express";
import { getCharge } from "../api/charges/charges.ts";
import { answerDebit } from "../api/payment-intents/decide-debit.ts";
import { getPaymentIntent } from "../api/payment-intents/get-payment-intent.ts";
import type { Machine } from "../machine/machine.ts";
import { refusal } from "../stripe/errors.ts";
import { failedDebit } from "../test-instruments/test-accounts.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

/** The bank's reason when none is named. https://docs.stripe.com/error-codes */
const USUAL_REASON = "insufficient_funds";

/** The customer's bank pays a direct debit or sends it back, at the moment a script wants it and whatever the account. */
export function bankDecisionRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/payment_intents/:id/bank", (req, res) => {
    const { outcome, code = USUAL_REASON } = readBody(req);
    if (outcome !== "succeed" && outcome !== "fail")
      throw new ControlError(400, `outcome is "succeed" or "fail", not ${JSON.stringify(outcome)}`);
    if (typeof code !== "string") throw new ControlError(400, "code is a word, such as insufficient_funds");
    const intent = act((work) => {
      const waiting = getPaymentIntent(work, String(req.params.id));
      if (waiting.status !== "processing")
        throw refusal(
          `This PaymentIntent has a status of ${waiting.status}: there is no bank debit to decide on.`,
          { code: "payment_intent_unexpected_state" },
        );
      const charge = getCharge(work, waiting.latest_charge ?? "");
      return answerDebit(work, charge, outcome === "fail" ? failedDebit(code) : null);
    });
    res.json(intent);
  });
  return router;
}
