import { findNginx } from "./cluster/nginx.ts";
import { openCluster } from "./cluster/open-cluster.ts";
import { ownerPassword } from "./config/demo.ts";
import type { Env } from "./config/env-schema.ts";
import { readEnv } from "./config/read-env.ts";
import { StartError } from "./config/start-error.ts";
import { assertPortFree } from "./local/assert-port-free.ts";
import { buildApps } from "./local/build-apps.ts";
import { logStep } from "./local/log-step.ts";
import { openServices } from "./local/open-services.ts";
import type { Run } from "./local/run.ts";
import { runUntilStopped, type Voice } from "./local/run-until-stopped.ts";
import { publishVariables } from "./local/runtime-file.ts";
import { printWelcome } from "./local/welcome.ts";

// `pnpm cluster`: the shop as in production, on this machine: three webs and two workers behind nginx. SIGUSR2 restarts them in turn.
const workers = 2;
await runUntilStopped(start);

async function start(run: Run, { fail, output }: Voice): Promise<void> {
  const env: Env = { ...readEnv(), HOST: "127.0.0.1" };
  const nginx = findNginx();
  if (nginx === null)
    throw new StartError(
      "pnpm cluster needs nginx, which is not installed here: apt-get install nginx-light, or brew install nginx. `npm start` runs the shop without it.",
    );
  const startedAt = Date.now();
  const webPorts = [1, 2, 3].map((place) => env.PORT + place);
  for (const port of webPorts) await assertPortFree("PORT", port, env.HOST);
  const services = await openServices(run, env, {
    password: ownerPassword(env),
    build: buildApps,
    onLost: fail,
  });
  const say = (line: string) => output.write(`${line}\n`);
  const cluster = await logStep(
    "Starting the cluster",
    openCluster(run, env, { services, nginx, webPorts, workers, say, onLost: fail }),
  );
  await publishVariables(run, env, { ...services.variables, PORT: String(env.PORT) });
  let restarting: Promise<void> | null = null;
  process.on("SIGUSR2", () => {
    if (restarting !== null) return;
    say("Webs and workers are restarted in turn.");
    restarting = cluster
      .restartInTurn()
      .then(() => say("Webs and workers were restarted."), fail)
      .finally(() => {
        restarting = null;
      });
  });
  printWelcome({
    env,
    services,
    seconds: (Date.now() - startedAt) / 1_000,
    outbox: `http://localhost:${webPorts[0]}/dev/mail`,
    more: [
      "",
      `  nginx at port ${env.PORT}, before the webs at ${webPorts.join(", ")}; ${workers} workers`,
      `  kill -USR2 ${process.pid}   restarts them in turn`,
      `  kill -9 any of them   and it is started again`,
    ],
  });
}
