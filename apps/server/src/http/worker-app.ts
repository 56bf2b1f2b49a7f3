import type { Shop } from "@dualtrack/commerce";
import express, { type Express } from "express";
import type { Registry } from "prom-client";
import type { Env } from "../config/env-schema.ts";
import { readiness } from "./health.ts";
import { monitoringCheck, onlyFor } from "./monitoring.ts";
import { serverPaths as paths } from "./server-paths.ts";

/** What a process tells that only runs jobs: that it is up, and what it counts about itself. */
export function createWorkerApp(
  shop: Shop,
  env: Env,
  { ofProcess, isStopping }: { ofProcess: Registry; isStopping: () => boolean },
): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", env.TRUST_PROXY);
  app.get(paths.alive, (_request, response) => void response.json({ ok: true }));
  app.get(paths.ready, async (_request, response) => {
    const state = await readiness(shop, { isStopping: isStopping() });
    response.status(state.ready ? 200 : 503).json(state);
  });
  app.get(paths.metrics, onlyFor(monitoringCheck(env)), async (_request, response) => {
    response.type(ofProcess.contentType).send(await ofProcess.metrics());
  });
  app.use((_request, response) => void response.status(404).type("text").send("There is no such page here."));
  return app;
}
