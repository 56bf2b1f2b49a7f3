import { type BrowserContext, chromium } from "@playwright/test";
import { Customer } from "../e2e/customer.ts";
import { startShop } from "../e2e/shop-process.ts";
import { addProducts } from "./add-products.ts";

// Measures what a customer with a slow phone waits for: the largest part of the catalogue, of a product's page and of the checkout, as
// Chromium reports it, with nothing in its cache, at 1.6 Mbit/s, 150 ms a round trip and a processor four times slower. Medians.
// Run: pnpm bench:front [runs] [products]
const [runs = 5, products = 120] = process.argv.slice(2).map(Number);
const network = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

interface Visit {
  /** Milliseconds from the beginning of the navigation. */
  largest: number;
  /** Of what tasks of the page take longer than 50 ms, in ms. */
  blocked: number;
  longest: number;
  scriptBytes: number;
  fontBytes: number;
  allBytes: number;
}

await using shop = await startShop();
await using browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
  args: ["--no-sandbox", "--disable-background-networking"],
});
await addProducts(shop.databaseUrl, products);
const context = await browser.newContext({
  ...{ baseURL: shop.url, locale: "en-IE", viewport: { width: 390, height: 844 } },
  ...{ deviceScaleFactor: 2, isMobile: true, hasTouch: true },
});
const before = await context.newPage();
await new Customer(before).putIntoCart("signal-path");
await before.close();
for (const path of ["/", "/products/signal-path", "/checkout"]) {
  const visits: Visit[] = [];
  for (let run = 0; run < runs; run += 1) visits.push(await visit(context, path));
  const median = (of: (visit: Visit) => number) =>
    visits.map(of).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  const kb = (of: (visit: Visit) => number) => `${(median(of) / 1_000).toFixed(1)} kB`;
  console.log(
    `${path}: largest part after ${median(({ largest }) => largest).toFixed(0)} ms, blocked ${median(({ blocked }) => blocked).toFixed(0)} ms (longest task ${median(({ longest }) => longest).toFixed(0)} ms), scripts ${kb(({ scriptBytes }) => scriptBytes)}, fonts ${kb(({ fontBytes }) => fontBytes)}, all ${kb(({ allBytes }) => allBytes)}`,
  );
}

async function visit(context: BrowserContext, path: string): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const types = new Map<string, string>();
  const bytes: Record<string, number> = {};
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? "Other";
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
  });
  await page.addInitScript(() => {
    const seen = { largest: 0, blocked: 0, longest: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) seen.largest = startTime;
    }).observe({ type: "largest-contentful-paint" as never, buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        seen.blocked += duration - 50;
        seen.longest = Math.max(seen.longest, duration);
      }
    }).observe({ type: "longtask" as never, buffered: true });
  });
  await page.goto(path);
  await page.waitForTimeout(6_000);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Visit }).seen);
  await page.close();
  const allBytes = Object.values(bytes).reduce((sum, each) => sum + each, 0);
  return { ...seen, scriptBytes: bytes.Script ?? 0, fontBytes: bytes.Font ?? 0, allBytes };
}
