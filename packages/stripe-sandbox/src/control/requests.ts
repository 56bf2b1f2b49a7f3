import { Router } from "express";
import type { LoggedRequest } from "../context/request-log.ts";
import type { Machine } from "../machine/machine.ts";
import { ControlError } from "./control-error.ts";

/** The last requests to Stripe's API, newest first: `?failed=true` for errors only. They are gone after a restart. */
export function requestRoutes({ context: { requests } }: Machine): Router {
  const router = Router();
  router.get("/requests", (req, res) => {
    const failed = req.query.failed === "true";
    const wanted = requests.list().filter(({ status }) => !failed || status === null || status >= 400);
    res.json({ data: wanted.map(showRequest) });
  });
  router.get("/requests/:id", (req, res) => {
    const found = requests.find(String(req.params.id));
    if (!found)
      throw new ControlError(404, `The request ${req.params.id} is not among the last that were kept`);
    res.json({ ...showRequest(found), sent: found.sent, answer: found.answer });
  });
  return router;
}

function showRequest({ sent: _sent, answer, ...line }: LoggedRequest) {
  const failed = line.status === null || line.status >= 400;
  const body = failed && answer ? (JSON.parse(answer) as { error?: object }) : {};
  return { ...line, error: body.error ?? null };
}
