import { openBrowser } from "../apps/server/src/testing/open-browser.ts";
import { connect, freePort } from "../packages/db/src/index.ts";
import { openDeployment } from "./deployment.ts";

// Measures what customers wait for at the checkout: `checkout.start` (everything is reserved) and `checkout.prepare` (Pay is
// pressed: the payment is opened at Stripe), with 1 and with 32 customers at once, each with a new cart of two products.
// Run: pnpm bench:checkout [rounds]
const rounds = Number(process.argv[2] ?? 3);
const contact = { email: "customer@example.com", name: "A Customer" };
const shippingAddress = { line1: "1 Long Road", city: "Vienna", postalCode: "1010", country: "AT" };

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
try {
  const db = connect(deployment.databaseUrl, { maxConnections: 1 });
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 100000 from variant`;
  await db.$disconnect();
  await deployment.start("web", port);
  const { products } = await openBrowser(url).catalog.list.query();
  const slugs = products.slice(0, 2).map(({ slug }) => slug);
  const found = await Promise.all(slugs.map((slug) => openBrowser(url).catalog.product.query({ slug })));
  const variants = found.flatMap(({ variants: [first] }) => first ?? []);
  await measure(1, variants); // warm up
  for (const customers of [1, 32]) {
    const all: Times = { start: [], prepare: [] };
    for (let round = 0; round < rounds; round += 1) {
      const times = await measure(customers, variants);
      all.start.push(...times.start);
      all.prepare.push(...times.prepare);
    }
    for (const [name, times] of Object.entries(all))
      console.log(
        `${customers} at once, ${name}: p50 ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms (${times.length} calls)`,
      );
  }
} finally {
  await deployment.close();
}

interface Times {
  start: number[];
  prepare: number[];
}

/** So many customers at a time start checkouts until all have started, then prepare them. */
async function measure(customers: number, variants: { id: string }[]): Promise<Times> {
  const times: Times = { start: [], prepare: [] };
  const each = async <In, Out>(items: In[], run: (item: In) => Promise<Out>): Promise<Out[]> => {
    const queue = [...items.entries()];
    const results: Out[] = [];
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift())
        results[next[0]] = await run(next[1]);
    };
    await Promise.all(Array.from({ length: customers }, work));
    return results;
  };
  const visits = Array.from({ length: Math.max(20, customers * 3) }, (_, index) => index);
  const browsers = await each(visits, async (index) => {
    // Customers of one network wait for each other, as its reservations are counted: these have one each.
    const browser = openBrowser(url, { address: `198.18.${Math.floor(index / 250)}.${index % 250}` });
    for (const { id } of variants) await browser.cart.add.mutate({ variantId: id, quantity: 1 });
    return browser;
  });
  const started = await each(browsers, async (browser) => ({
    browser,
    checkout: await timed(times.start, () => browser.checkout.start.mutate()),
  }));
  await each(started, async ({ browser, checkout: { id: checkoutId, quoteNumber } }) => {
    const sent = { checkoutId, quoteNumber, contact, shippingAddress };
    await timed(times.prepare, () => browser.checkout.prepare.mutate(sent));
  });
  return times;
}

async function timed<Answer>(times: number[], run: () => Promise<Answer>): Promise<Answer> {
  const from = performance.now();
  const answer = await run();
  times.push(performance.now() - from);
  return answer;
}

function quantile(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
}
