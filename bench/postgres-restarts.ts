import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../packages/db/src/index.ts";
import { startCustomers } from "./customers.ts";
import { openDeployment } from "./deployment.ts";

// Counts the processes that die when PostgreSQL is restarted repeatedly while customers buy, and measures the time until
// everything works again. Run: pnpm bench:postgres-restarts [restarts]
const restarts = Number(process.argv[2] ?? 20);
const ports = [await freePort(), await freePort()];
const [first = 0] = ports;
const shop = await openDeployment({ publicPort: first });
try {
  let died = 0;
  let isOver = false;
  for (const [role, port] of [
    ...ports.map((port) => ["web", port] as const),
    ["worker", 0] as const,
    ["worker", 0] as const,
  ]) {
    const child = await shop.start(role, port || (await freePort()));
    void child.ended.then((end) => {
      if (isOver) return;
      died += 1;
      console.log(`a ${role} died (${end})`);
    });
  }
  await untilHealthy();
  const customers = startCustomers(`http://127.0.0.1:${first}`, { stripe: shop.stripe, count: 8 });
  const seconds: number[] = [];
  for (let restart = 0; restart < restarts; restart += 1) {
    await pause(1_500);
    await shop.restartPostgres();
    seconds.push(await untilHealthy());
  }
  await customers.stop();
  isOver = true;
  const sorted = seconds.toSorted((a, b) => a - b);
  console.log(
    [
      `${restarts} restarts of PostgreSQL, ${customers.load.orders} orders placed meanwhile`,
      `processes that died: ${died} of 4`,
      `from PostgreSQL's answer until everything worked: median ${sorted[Math.floor(restarts / 2)]?.toFixed(1)} s, longest ${sorted.at(-1)?.toFixed(1)} s`,
    ].join("\n"),
  );
  process.exitCode = died === 0 ? 0 : 1;
} finally {
  await shop.close();
}

/** Waits until both web processes report that everything works. Answers the seconds it took. */
async function untilHealthy(): Promise<number> {
  const began = performance.now();
  for (;;) {
    const healthy = await Promise.all(ports.map((port) => shop.isHealthy(port)));
    if (healthy.every(Boolean)) return (performance.now() - began) / 1_000;
    if (performance.now() - began > 120_000) throw new Error("The shop does not recover.");
    await pause(100);
  }
}
