import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrate, startEmbeddedPostgres } from "../packages/db/src/index.ts";
import { simulate } from "../packages/testkit/src/simulation/simulate.ts";

// Plays many histories of the core (docs/decisions/0040-simulated-histories.md): pnpm simulate --seed 1 --histories 10000
const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, histories: { type: "string", default: "10000" } },
});
const [seed, histories] = [Number(values.seed), Number(values.histories)];
const dir = await mkdtemp(join(tmpdir(), "dualtrack-simulation-"));
const postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres"), durable: false });
try {
  await migrate(await postgres.database("template"));
  const began = performance.now();
  const simulated = await simulate({ postgresUrl: postgres.adminUrl, seed, histories, shrinkTries: 500 });
  const seconds = (performance.now() - began) / 1_000;
  const speed = `${(simulated.histories / seconds).toFixed(1)} a second`;
  console.info(
    `${simulated.histories} histories from seed ${seed}, ${speed}, ${simulated.steps} steps, ${simulated.deadlocks} deadlocks`,
  );
  if (simulated.failure !== null) {
    console.info(simulated.failure);
    process.exitCode = 1;
  }
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
