import { Router } from "express";
import { expireAuthorization } from "../api/payment-intents/expire-authorization.ts";
import { getPaymentIntent } from "../api/payment-intents/get-payment-intent.ts";
import type { Machine } from "../machine/machine.ts";
import { refusal } from "../stripe/errors.ts";

/** The bank lets go of money that was held and not captured, before its seven days are over. */
export function expiredHoldRoutes({ act }: Machine): Router {
  const router = Router();
  router.post("/payment_intents/:id/expire", (req, res) => {
    const id = String(req.params.id);
    const intent = act((work) => {
      const { status } = getPaymentIntent(work, id);
      if (status !== "requires_capture")
        throw refusal(`This PaymentIntent has a status of ${status}: no money is held for it.`);
      expireAuthorization(work, id);
      return getPaymentIntent(work, id);
    });
    res.json(intent);
  });
  return router;
}
