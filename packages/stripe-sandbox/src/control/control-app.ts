import express, { type NextFunction, type Request, type Response, Router } from "express";
import { answerOf } from "../http/handle-v1.ts";
import type { Machine } from "../machine/machine.ts";
import { StripeError } from "../stripe/errors.ts";
import { bankDecisionRoutes } from "./bank-decisions.ts";
import { challengeRoutes } from "./challenge.ts";
import { checkoutControlRoutes } from "./checkout.ts";
import { clockRoutes } from "./clock.ts";
import { ControlError } from "./control-error.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { disputeDecisionRoutes } from "./dispute-decisions.ts";
import { endpointListRoutes } from "./endpoint-list.ts";
import { eventRoutes } from "./events.ts";
import { expiredHoldRoutes } from "./expired-holds.ts";
import { faultRoutes } from "./faults.ts";
import { keyRoutes } from "./keys.ts";
import { liveRoutes } from "./live.ts";
import { objectRoutes } from "./objects.ts";
import { paymentRoutes } from "./payments.ts";
import { payoutDecisionRoutes } from "./payout-decisions.ts";
import { rateLimitRoutes } from "./rate-limits.ts";
import { refundDecisionRoutes } from "./refund-decisions.ts";
import { requestRoutes } from "./requests.ts";
import { requireControlAccess } from "./require-control-access.ts";
import { reviewDecisionRoutes } from "./review-decisions.ts";
import { stateRoutes } from "./state.ts";
import { webhookEndpointControlRoutes } from "./webhook-endpoints.ts";

/** `/_sandbox/*`: everything that somebody outside the API does: the customer, the bank, the network, time. */
export function controlApp(machine: Machine): Router {
  const router = Router();
  // The challenge comes first: it is answered from shops' pages too, in the form encoding of Stripe.js.
  router.use("/3ds", challengeRoutes(machine));
  router.use(requireControlAccess, express.json({ type: () => true, limit: "1mb" }));
  router.use(
    faultRoutes(machine),
    deliveryRoutes(machine),
    keyRoutes(machine),
    rateLimitRoutes(machine),
    webhookEndpointControlRoutes(machine),
    clockRoutes(machine),
    bankDecisionRoutes(machine),
    refundDecisionRoutes(machine),
    disputeDecisionRoutes(machine),
    reviewDecisionRoutes(machine),
    payoutDecisionRoutes(machine),
    checkoutControlRoutes(machine),
    stateRoutes(machine),
    expiredHoldRoutes(machine),
    liveRoutes(machine),
    paymentRoutes(machine),
    eventRoutes(machine),
    endpointListRoutes(machine),
    objectRoutes(machine),
    requestRoutes(machine),
  );
  router.use((req) => {
    throw new ControlError(404, `The sandbox has no ${req.method} /_sandbox${req.path}`);
  });
  router.use((error: unknown, _req: Request, res: Response, _next: NextFunction) =>
    answerError(machine, error, res),
  );
  return router;
}

function answerError(machine: Machine, error: unknown, res: Response): void {
  if (error instanceof StripeError) {
    const { status, body } = answerOf(error);
    res.status(status).type("json").send(body);
    return;
  }
  const status =
    error instanceof ControlError ? error.status : ((error as { status?: number }).status ?? 500);
  const message = error instanceof Error ? error.message : String(error);
  if (status >= 500) machine.context.log(`sandbox bug: ${error instanceof Error ? error.stack : message}`);
  res.status(status).json({ error: { message } });
}
