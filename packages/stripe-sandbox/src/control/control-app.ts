import express, { type NextFunction, type Request, type Response, Router } from "express";
import { authenticate } from "../http/authenticate.ts";
import { StripeError } from "../http/errors.ts";
import { answerOf } from "../http/handle-v1.ts";
import type { Machine } from "../machine.ts";
import { challengeRoutes } from "./challenge.ts";
import { clockRoutes } from "./clock.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { faultRoutes } from "./faults.ts";
import { refundDecisionRoutes } from "./refund-decisions.ts";
import { stateRoutes } from "./state.ts";

/** `/_sandbox/*`: everything that somebody outside the API does: the customer, the bank, the network, time. */
export function controlApp(machine: Machine): Router {
  const router = Router();
  router.use(express.json({ type: () => true, limit: "1mb" }), onlyFriends);
  router.use(
    challengeRoutes(machine),
    faultRoutes(machine),
    deliveryRoutes(machine),
    clockRoutes(machine),
    refundDecisionRoutes(machine),
    stateRoutes(machine),
  );
  router.use((req) => {
    throw new ControlError(404, `The sandbox has no ${req.method} /_sandbox${req.path}`);
  });
  router.use((error: unknown, _req: Request, res: Response, _next: NextFunction) =>
    answerError(machine, error, res),
  );
  return router;
}

/** A mistake in a call to the control API, answered as `{error: {message}}`. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * On this machine no key is needed; from elsewhere the secret key is. A page of another origin is never let in, or any
 * website could play with a developer's sandbox. The challenge checks the client secret instead.
 */
function onlyFriends(req: Request, _res: Response, next: NextFunction): void {
  const origin = req.get("origin");
  if (origin && origin !== "null" && new URL(origin).host !== req.get("host"))
    throw new ControlError(403, `Pages of ${origin} may not use the sandbox's control API`);
  if (!isLoopback(req.socket.remoteAddress) && !req.path.startsWith("/3ds/")) {
    if (authenticate(req.get("authorization"), undefined) !== "secret")
      throw new ControlError(403, "From another machine the control API takes the secret key only");
  }
  next();
}

export function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address ?? "");
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
  if (status >= 500) machine.world.log(`sandbox bug: ${error instanceof Error ? error.stack : message}`);
  res.status(status).json({ error: { message } });
}
