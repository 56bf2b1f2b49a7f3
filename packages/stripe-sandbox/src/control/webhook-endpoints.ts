import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import { getEndpoint } from "../webhooks/endpoints.ts";
import { rollSecret } from "../webhooks/secrets.ts";
import { readBody } from "./read-body.ts";
import { readSeconds } from "./read-seconds.ts";

/** https://docs.stripe.com/webhooks#roll-endpoint-secrets: "up to 24 hours" */
const LONGEST_GRACE_SECONDS = 24 * 60 * 60;

/** What only the Dashboard can do with webhook endpoints. */
export function webhookEndpointControlRoutes({ context, act }: Machine): Router {
  const router = Router();
  router.post("/webhook_endpoints/:id/roll_secret", (req, res) => {
    const { expires_in } = readBody(req);
    const grace = readSeconds("expires_in", expires_in, LONGEST_GRACE_SECONDS);
    const { id } = getEndpoint(context, String(req.params.id));
    const secret = act((work) => rollSecret(work, id, grace * 1000));
    res.json({ id, secret, old_secret_signs_until: context.clock.seconds() + grace });
  });
  return router;
}
