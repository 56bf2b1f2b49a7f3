import { type Request, Router } from "express";
import { authenticate } from "../http/authenticate.ts";
import type { Machine } from "../machine.ts";
import { authenticateIntent, type ChallengeOutcome } from "../payment-intents/authenticate-payment-intent.ts";
import { assertMayUse, getPaymentIntent, publicView } from "../payment-intents/get-payment-intent.ts";
import { ControlError, isLoopback } from "./control-app.ts";

/** The customer passes or refuses 3-D Secure: on the challenge page, or played by a script. */
export function challengeRoutes({ act, world }: Machine): Router {
  const router = Router();
  router.post("/3ds/:id", (req, res) => {
    const { outcome, client_secret: given } = (req.body ?? {}) as {
      outcome?: string;
      client_secret?: string;
    };
    if (outcome !== "complete" && outcome !== "refuse")
      throw new ControlError(400, `outcome is "complete" or "refuse", not ${JSON.stringify(outcome)}`);
    const id = String(req.params.id);
    assertMayAnswer(req, given);
    assertMayUse(given === undefined ? "secret" : "publishable", getPaymentIntent(world, id), given);
    const baseUrl = `${req.protocol}://${req.get("host") ?? "localhost"}`;
    const { intent, returnUrl } = act(
      (work) => authenticateIntent(work, id, outcome satisfies ChallengeOutcome),
      baseUrl,
    );
    res.json({ payment_intent: publicView(intent), return_url: returnUrl });
  });
  return router;
}

/** With the payment's client secret anybody may answer; without it only this machine, or the secret key. */
function assertMayAnswer(req: Request, clientSecret: string | undefined): void {
  if (clientSecret !== undefined || isLoopback(req.socket.remoteAddress)) return;
  if (authenticate(req.get("authorization"), undefined) !== "secret")
    throw new ControlError(403, "From another machine this takes the client_secret or the secret key");
}
