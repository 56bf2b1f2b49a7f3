import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../packages/db/src/index.ts";
import { openBalancer } from "./balancer.ts";
import { startCustomers } from "./customers.ts";
import { openDeployment } from "./deployment.ts";

// Counts the requests that are lost while two web processes and a worker are restarted in turn, behind a balancer that
// follows /readyz and does not retry. Run: pnpm bench:rolling-restart [rounds]
const rounds = Number(process.argv[2] ?? 5);
const [publicPort, ...ports] = [await freePort(), await freePort(), await freePort()];
const shop = await openDeployment({ publicPort });
try {
  const webs = await Promise.all(ports.map((port) => shop.start("web", port)));
  let worker = await shop.start("worker", await freePort());
  const balancer = await openBalancer(publicPort, ports);
  const customers = startCustomers(`http://127.0.0.1:${publicPort}`, { stripe: shop.stripe, count: 8 });
  const begun = performance.now();
  await pause(2_000);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, port] of ports.entries()) {
      await webs[index]?.stop(); // SIGTERM
      webs[index] = await shop.start("web", port);
      await pause(2_000); // the balancer has noticed
    }
    await worker.stop();
    worker = await shop.start("worker", await freePort());
  }
  await customers.stop();
  await balancer.close();
  const { answered, failures, orders } = customers.load;
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  console.log(
    `${rounds * 3} restarts in ${seconds} s: ${answered} requests answered, ${orders} orders placed`,
  );
  console.log(`requests lost: ${failures.length}`);
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await shop.close();
}
