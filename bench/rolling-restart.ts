import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findNginx } from "../apps/server/src/cluster/nginx.ts";
import { openCluster } from "../apps/server/src/cluster/open-cluster.ts";
import { demoPassword } from "../apps/server/src/config/demo.ts";
import { parseEnv } from "../apps/server/src/config/read-env.ts";
import { openServices } from "../apps/server/src/local/open-services.ts";
import type { Run } from "../apps/server/src/local/run.ts";
import { runUntilStopped } from "../apps/server/src/local/run-until-stopped.ts";
import { freePort } from "../packages/db/src/index.ts";
import { startCustomers } from "./customers.ts";

// Counts the requests that are lost while the three webs and two workers of a cluster are restarted in turn, behind nginx with the shipped
// file. Run: pnpm bench:rolling-restart [rounds]
const rounds = Number(process.argv[2] ?? 5);
const nginx = findNginx();
if (nginx === null) throw new Error("There is no nginx on this machine.");
const dir = await mkdtemp(join(tmpdir(), "dualtrack-rolling-"));
const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
const env = parseEnv({ DUALTRACK_DATA_DIR: dir, HOST: "127.0.0.1", ...ports });
const onLost = console.error;

await runUntilStopped(async (run, { end }) => {
  run.add({ stop: () => rm(dir, { recursive: true, force: true }) });
  const { cluster, services } = await start(run);
  const { STRIPE_API_BASE: url = "", STRIPE_SECRET_KEY: secretKey = "" } = services.variables;
  const customers = startCustomers(cluster.url, { stripe: { url, secretKey }, count: 8 });
  const begun = performance.now();
  await pause(2_000);
  for (let round = 0; round < rounds; round += 1) {
    await cluster.restartInTurn();
    await pause(1_000);
  }
  await customers.stop();
  const { answered, failures, orders } = customers.load;
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  console.log(
    `${rounds * 5} restarts in ${seconds} s: ${answered} requests answered, ${orders} orders placed`,
  );
  console.log(`requests lost: ${failures.length}`);
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  void end(failures.length === 0 ? 0 : 1);
});

async function start(run: Run) {
  const services = await openServices(run, env, { password: demoPassword, onLost });
  const webPorts = await Promise.all([freePort(), freePort(), freePort()]);
  const variables = {
    MAX_HOLDS_PER_NETWORK: "100000",
    MAX_SHARE_PER_NETWORK: "100",
    MAX_CHECKOUTS_PER_MINUTE: "100000",
    MAX_CART_CHANGES_PER_MINUTE: "100000",
    MAX_READS_PER_MINUTE: "1000000",
    LOG_LEVEL: "warn",
  };
  const options = { services, nginx: nginx ?? "", webPorts, workers: 2, variables };
  return { services, cluster: await openCluster(run, env, { ...options, say: console.log, onLost }) };
}
