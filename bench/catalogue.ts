import { openBrowser } from "../apps/server/src/testing/open-browser.ts";
import { freePort } from "../packages/db/src/index.ts";
import { addProducts } from "./add-products.ts";
import { openDeployment } from "./deployment.ts";
import { loadWith } from "./http-load.ts";

// Measures how often one web process answers the catalogue and a product's page, beside a page of static HTML and `/healthz` in the same
// run: requests in a second and waits with 1 and 32 connections, the processor's time for each, and the process's memory. Medians.
// Run: pnpm bench:catalogue [runs] [seconds of each] [products]
const [runs = 5, seconds = 3, products = 120] = process.argv.slice(2).map(Number);

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
try {
  await addProducts(deployment.databaseUrl, products);
  await deployment.start("web", port);
  const browser = openBrowser(url);
  const { products: listed } = await browser.catalog.list.query();
  const [first] = listed;
  const input = encodeURIComponent(JSON.stringify({ slug: first?.slug }));
  const list = `${url}/trpc/catalog.list`;
  const page = `${url}/trpc/catalog.product?input=${input}`;
  const etag = (await fetch(list)).headers.get("etag");
  const bytes = (await (await fetch(list)).arrayBuffer()).byteLength;
  console.log(`${listed.length} products, a list of ${bytes} bytes; medians of ${runs} runs of ${seconds} s`);
  const cases: [name: string, url: string, headers?: Record<string, string>, status?: number][] = [
    ["/healthz", `${url}/healthz`],
    ["a page of static HTML", `${url}/`],
    ["catalog.list", list],
    ["catalog.list, brotli", list, { "accept-encoding": "br" }],
    ...(etag === null ? [] : [["catalog.list, unchanged", list, { "if-none-match": etag }, 304] as never]),
    ["catalog.list, with a cart", list, { cookie: `dualtrack_cart=${"a".repeat(32)}` }],
    ["catalog.product", page],
    ["catalog.list in a batch", `${list}?batch=1`],
  ];
  for (const connections of [1, 32])
    for (const [name, address, headers = {}, status = 200] of cases) {
      const options = { connections, seconds, headers, status };
      await loadWith(address, { ...options, seconds: 1 }); // warm up
      const rows: number[][] = [];
      for (let run = 0; run < runs; run += 1) {
        const before = await deployment.processOf(port);
        const { perSecond, p50, p99 } = await loadWith(address, options);
        const after = await deployment.processOf(port);
        const cpuMs = ((after.cpuSeconds - before.cpuSeconds) * 1_000) / (perSecond * seconds);
        rows.push([perSecond, p50, p99, cpuMs, after.memoryBytes / 1e6]);
      }
      const [perSecond = 0, p50 = 0, p99 = 0, cpuMs = 0, memory = 0] = medians(rows);
      console.log(
        `${String(connections).padStart(2)} at once, ${name}: ${perSecond.toFixed(0)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, processor ${cpuMs.toFixed(3)} ms each, memory ${memory.toFixed(0)} MB`,
      );
    }
} finally {
  await deployment.close();
}

function medians(rows: readonly number[][]): number[] {
  const [first = []] = rows;
  return first.map((_, column) => {
    const sorted = rows.map((row) => row[column] ?? Number.NaN).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  });
}
