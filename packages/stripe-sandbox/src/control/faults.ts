import { Router } from "express";
import { limitReasons } from "../access/rate-limits.ts";
import { isRecord } from "../core/is-record.ts";
import { apiActions, type NewFault, webhookActions } from "../faults/faults.ts";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";
import { readBody } from "./read-body.ts";

type Check = (value: unknown) => boolean;

const isRate: Check = (value) => typeof value === "number" && value >= 0 && value <= 1;
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
/** In milliseconds. */
const atMost =
  (longest: number): Check =>
  (value) =>
    typeof value === "number" && value >= 0 && value <= longest;
const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
/** A timer of Node can wait almost 25 days; told to wait longer, it does not wait at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const isText: Check = (value) => typeof value === "string" && value !== "";
const isStatus: Check = (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

const common: Record<string, Check> = { rate: isRate, times: isCount, nth: isCount };
const fields: Record<string, Record<string, Check>> = {
  webhook: {
    ...common,
    action: oneOf(...webhookActions),
    types: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
    delayMs: atMost(YEAR_MS),
  },
  api: {
    ...common,
    action: oneOf(...apiActions),
    when: oneOf("before", "after"),
    method: oneOf("GET", "POST", "DELETE"),
    path: isText,
    status: isStatus,
    code: isText,
    param: isText,
    latencyMs: atMost(LONGEST_TIMER_MS),
    reason: oneOf(...limitReasons),
    sticky: (value) => typeof value === "boolean",
  },
};

/** Fields that mean nothing to other actions than these. */
const belongsTo: Record<string, readonly string[]> = {
  delayMs: ["delay", "duplicate", "reorder"],
  status: ["error"],
  code: ["error"],
  param: ["error"],
  sticky: ["error"],
  reason: ["rate_limit"],
};

/** Reads a fault strictly: a typing error in a test's fault must not become a fault that is never applied. */
function readFault(fault: unknown, eventTypes: Set<string>): NewFault {
  if (!isRecord(fault)) throw new ControlError(400, "A fault is a JSON object");
  const known = fields[String(fault.kind)];
  if (!known) throw new ControlError(400, `kind is "webhook" or "api", not ${JSON.stringify(fault.kind)}`);
  if (fault.action === undefined) throw new ControlError(400, "A fault needs an action");
  for (const [name, value] of Object.entries(fault)) {
    if (name === "kind") continue;
    const check = known[name];
    if (!check)
      throw new ControlError(
        400,
        `A fault of kind ${fault.kind} has no ${name}; it has ${Object.keys(known).join(", ")}`,
      );
    if (!check(value)) throw new ControlError(400, `${name} cannot be ${JSON.stringify(value)}`);
    if (belongsTo[name] && !belongsTo[name].includes(String(fault.action)))
      throw new ControlError(400, `${name} has no meaning with ${fault.action}`);
  }
  if (fault.when === "after" && (fault.action === "rate_limit" || fault.action === "lock_timeout"))
    throw new ControlError(400, `${fault.action} always comes before the work`);
  if (fault.sticky === true && fault.when !== "after")
    throw new ControlError(400, 'sticky needs "when": "after": only what was begun is saved');
  for (const type of Array.isArray(fault.types) ? fault.types : [])
    if (!eventTypes.has(type)) throw new ControlError(400, `Stripe has no event type ${type}`);
  return { ...(fault.kind === "api" ? { when: "before" } : {}), ...fault } as NewFault;
}

/** Faults on demand, and the seed of their chance. */
export function faultRoutes({ context }: Machine): Router {
  const router = Router();
  const { faults, chance, spec } = context;
  router.get("/faults", (_req, res) => {
    res.json({ faults: faults.list() });
  });
  router.post("/faults", (req, res) => {
    const list: unknown[] = Array.isArray(req.body) ? req.body : [req.body];
    const read = list.map((one) => readFault(one, spec.eventTypes));
    const added = read.map((one) => faults.add(one));
    res.status(201).json(Array.isArray(req.body) ? { faults: added } : added[0]);
  });
  router.delete("/faults", (_req, res) => {
    res.json({ removed: faults.remove() });
  });
  router.delete("/faults/:id", (req, res) => {
    const removed = faults.remove(String(req.params.id));
    if (removed === 0) throw new ControlError(404, `There is no fault ${req.params.id}`);
    res.json({ removed });
  });
  router.get("/seed", (_req, res) => {
    res.json(chance.current());
  });
  router.post("/seed", (req, res) => {
    const { seed } = readBody(req);
    if (!Number.isInteger(seed)) throw new ControlError(400, "seed is a whole number");
    chance.seed(Number(seed));
    res.json(chance.current());
  });
  return router;
}
