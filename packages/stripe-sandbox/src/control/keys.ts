import { Router } from "express";
import { PUBLISHABLE_KEY, SECRET_KEY } from "../access/authenticate.ts";
import { accessLevels, type Permissions } from "../access/caller.ts";
import type { ApiKey } from "../access/keys.ts";
import { resourceOf } from "../access/permissions.ts";
import { isRecord } from "../core/is-record.ts";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";
import { readChoice } from "./read-choice.ts";
import { readSeconds } from "./read-seconds.ts";

/** A rolled key may go on working for a week at most. https://docs.stripe.com/keys#rolling-keys */
const LONGEST_GRACE_SECONDS = 7 * 24 * 60 * 60;

/** Making and ending API keys, as in the Dashboard. */
export function keyRoutes({ context }: Machine): Router {
  const router = Router();
  const { keys, spec } = context;
  router.get("/keys", (_req, res) => {
    res.json({ secret: SECRET_KEY, publishable: PUBLISHABLE_KEY, keys: keys.list().map(show) });
  });
  router.post("/keys", (req, res) => {
    const { permissions } = readBody(req);
    const read =
      permissions === undefined
        ? null
        : readPermissions(permissions, new Set(spec.endpoints.paths.map(resourceOf)));
    res.status(201).json(show(keys.add(read)));
  });
  router.post("/keys/:id/roll", (req, res) => {
    const { expires_in } = readBody(req);
    const grace = readSeconds("expires_in", expires_in, LONGEST_GRACE_SECONDS);
    const made = keys.roll(String(req.params.id), grace * 1000);
    if (!made) throw new ControlError(404, `There is no key ${req.params.id}`);
    res.status(201).json(show(made));
  });
  router.delete("/keys/:id", (req, res) => {
    if (!keys.remove(String(req.params.id))) throw new ControlError(404, `There is no key ${req.params.id}`);
    res.json({ removed: 1 });
  });
  return router;
}

function readPermissions(given: unknown, resources: Set<string>): Permissions {
  if (!isRecord(given)) throw new ControlError(400, 'permissions is an object such as {"charge": "read"}');
  const read = Object.entries(given).map(([resource, access]) => {
    if (!resources.has(resource))
      throw new ControlError(400, `Stripe has no permission for ${JSON.stringify(resource)}`);
    return [resource, readChoice(resource, access, accessLevels)] as const;
  });
  return Object.fromEntries(read);
}

function show({ id, key, permissions, expires }: ApiKey) {
  return {
    id,
    key,
    permissions,
    expires_at: expires === null ? null : new Date(expires).toISOString(),
  };
}
