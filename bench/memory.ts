import { connect, freePort } from "../packages/db/src/index.ts";
import { buyInCrowd, variantsOnSale } from "./crowd.ts";
import { openDeployment } from "./deployment.ts";
import { memoryOf } from "./memory-of.ts";

// Measures the memory of a web process and of a worker while guests buy, 32 at a time. Run: pnpm bench:memory [orders] [orders between two lines]
const orders = Number(process.argv[2] ?? 20_000);
const between = Number(process.argv[3] ?? 2_000);
const crowd = 32;

const [port, workerPort] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
const db = connect(deployment.databaseUrl, { maxConnections: 1 });
try {
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select id, 'receive', ${orders}::integer from variant`;
  const web = await deployment.start("web", port);
  const worker = await deployment.start("worker", workerPort);
  const variants = await variantsOnSale(db, orders);
  const shop = { url, stripe: deployment.stripe, db };
  console.log("orders  orders/s  web MB (own)  worker MB (own)");
  for (let made = 0; made < orders; made += between) {
    const { ordersPerSecond } = await buyInCrowd(shop, { crowd, variants, count: between });
    const [ofWeb, ofWorker] = [web, worker].map(({ pid = 0 }) => {
      const { residentMb, ownMb } = memoryOf(pid);
      return `${residentMb} (${ownMb})`;
    });
    console.log(
      [
        String(made + between).padStart(6),
        ordersPerSecond.toFixed(1).padStart(8),
        ofWeb?.padStart(12),
        ofWorker?.padStart(15),
      ].join("  "),
    );
  }
} finally {
  await db.$disconnect();
  await deployment.close();
}
