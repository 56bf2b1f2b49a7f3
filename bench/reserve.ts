import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { freePort } from "../packages/db/src/index.ts";
import { openDeployment } from "./deployment.ts";

// What one hot variant costs: in the database, and over HTTP from 256 clients at once. Everything runs on one machine, against one
// PostgreSQL that writes to disk, one way after the other in each round. Medians of all rounds. pgbench is not among the embedded
// binaries: its single-row update is sent by `pg` over as many connections.
// Run: pnpm bench:reserve [rounds]
const rounds = Number(process.argv[2] ?? 3);
const connections = 8;
const clients = 256;
const together = 32;

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
const pool = new pg.Pool({ connectionString: deployment.databaseUrl, max: connections });
const results = new Map<string, number[]>();
let bare: ChildProcess | null = null;
try {
  const variants = await manyVariants(1_000);
  const [hot = ""] = variants;
  await pool.query(`
    create table bench_level (id uuid primary key, free integer not null check (free >= 0));
    create table bench_unit (id bigserial primary key, level_id uuid not null, taken_by uuid);
    create index on bench_unit (level_id, id) where taken_by is null;`);
  await pool.query("insert into bench_level select unnest($1::uuid[]), 100000000", [variants]);
  await deployment.start("web", port);
  bare = fork(fileURLToPath(new URL("./bare-endpoint.ts", import.meta.url)), [deployment.databaseUrl]);
  const [{ port: barePort }] = (await once(bare, "message")) as [{ port: number }];
  const bareUrl = `http://127.0.0.1:${barePort}`;

  for (let round = 0; round <= rounds; round += 1) {
    const record = (name: string, figure: number) => {
      if (round > 0) results.set(name, [...(results.get(name) ?? []), figure]); // the first one warms up
    };
    const inDatabase = async (name: string, perCall: number, calls: number, call: () => Promise<unknown>) =>
      record(`${name}, buyers/s`, perCall * (await callsPerSecond(calls, call)));
    await inDatabase("single-row update, hot", 1, 5_000, () => updateLevel(hot));
    await inDatabase("single-row update, spread", 1, 5_000, () => updateLevel(any(variants)));
    await pool.query("insert into bench_unit (level_id) select $1 from generate_series(1, 5000)", [hot]);
    await inDatabase("a row per unit, skip locked, hot", 1, 5_000, () => takeUnit(hot));
    const ids = await manyCheckouts(3_000);
    await inDatabase("reserve_stock, a call for each buyer, hot", 1, 3_000, () =>
      reserveStock(ids.pop(), hot),
    );
    const grouped = await manyCheckouts(500 * together);
    await inDatabase(`reservations of ${together} buyers in a statement, hot`, together, 500, () =>
      reserveTogether(grouped.splice(0, together), hot),
    );
    for (const [name, count, calls] of [
      ["whole checkouts, a call for each buyer, hot", 1, 2_000],
      [`whole checkouts, ${together} buyers in a statement, hot`, together, 150],
    ] as const) {
      const carts = await manyCarts(count * calls, () => hot);
      await inDatabase(name, count, calls, () => startCheckouts(carts.splice(0, count)));
    }
    await clear();

    for (const [name, pick] of [
      ["hot", () => hot],
      ["spread", () => any(variants)],
    ] as const) {
      const carts = await manyCarts(clients * 4, pick);
      const times = await overHttp(carts.length, (agent, at) => startOverHttp(agent, carts[at], at));
      recordTimes(record, `checkout.start, ${name}`, times);
      await clear();
    }
    for (const [name, pick] of [
      ["hot", () => hot],
      ["spread", () => any(variants)],
    ] as const) {
      const times = await overHttp(clients * 12, (agent) => post(agent, `${bareUrl}/reserve/${pick()}`, {}));
      recordTimes(record, `Express + pg, single-row update, ${name}`, times);
    }
    console.log(`\nmedians after round ${round} of ${rounds}`);
    for (const [name, figures] of results) console.log(`${name.padEnd(68)} ${quantile(figures, 0.5)}`);
  }
} finally {
  bare?.kill();
  await pool.end();
  await deployment.close();
}

/** Calls per second, over all connections. */
async function callsPerSecond(calls: number, call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let begun = 0;
  const work = async () => {
    for (; begun < calls; ) {
      begun += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return (calls / (performance.now() - began)) * 1_000;
}

function updateLevel(id: string) {
  return pool.query({
    name: "level",
    text: "update bench_level set free = free - 1 where id = $1 and free >= 1",
    values: [id],
  });
}

function takeUnit(level: string) {
  return pool.query({
    name: "unit",
    text: `update bench_unit set taken_by = $1 where id = (
      select id from bench_unit where level_id = $2 and taken_by is null order by id limit 1 for update skip locked)`,
    values: [randomUUID(), level],
  });
}

function reserveStock(checkoutId: string | undefined, variantId: string) {
  if (checkoutId === undefined) throw new Error("The bench has prepared too few checkouts");
  return pool.query({
    name: "reserve",
    text: "select * from reserve_stock($1, $2, now())",
    values: [checkoutId, JSON.stringify([{ variantId, quantity: 1 }])],
  });
}

/** As `start_checkouts` does it for those who are not short: locks the level, inserts the rows; a trigger sums them up. */
function reserveTogether(checkoutIds: string[], variantId: string) {
  return pool.query({
    name: "together",
    text: `with level as (select variant_id from stock_level where variant_id = $2 and on_hand - reserved >= $3 for update)
      insert into reservation (checkout_id, variant_id, quantity, created_at)
      select unnest($1::uuid[]), level.variant_id, 1, now() from level`,
    values: [checkoutIds, variantId, checkoutIds.length],
  });
}

interface Cart {
  id: string;
  token: string;
  tokenHash: string;
  variantId: string;
}

/** A cart as `startTogether` in commerce hands it over, with a record for 20.00. */
function buyerOf({ id, tokenHash, variantId }: Cart) {
  const checkoutId = randomUUID();
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const sums = { discount_amount: 0, tax_amount: 0 };
  return {
    ...{ tokenHash, network: null, maxReservations: 9, sharePercent: 100, smallestShare: 3 },
    contents: `["eur", [], [["${variantId}", null, 1]]]`,
    checkout: {
      ...{ id: checkoutId, cart_id: id, owner_hash: tokenHash, network: null, currency: "eur" },
      ...{ base_currency: "eur", exchange_rate: null, price_step: 1, price_ending: 0 },
      ...{ reservation_minutes: 15, capture_method: "automatic" },
      ...{ expires_at: expiresAt, next_sync_at: expiresAt },
    },
    lines: [
      {
        ...{
          id: randomUUID(),
          checkout_id: checkoutId,
          variant_id: variantId,
          kind: "physical",
          starts_at: null,
        },
        ...{ tracks_stock: true, download_limit: null, position: 0, product_title: "A record", artist: "" },
        ...{ variant_title: "", sku: "sku", unit_amount: 2_000, quantity: 1, amount: 2_000 },
      },
    ],
    quote: {
      ...sums,
      ...{ subtotal_amount: 2_000, shipping_amount: 0, tax_behavior: "inclusive", tax_source: "table" },
      ...{ tax_calculation_id: null, shipping_tax_amount: 0, shipping_taxes: [], total_amount: 2_000 },
      ...{ shipping_method: null, discounts: [] },
    },
    quoteLines: [{ ...sums, position: 0, total_amount: 2_000, taxes: [] }],
    goods: [{ variantId, quantity: 1 }],
    job: { task: "expire-checkout", payload: { checkoutId }, runAt: expiresAt, key: `expire:${checkoutId}` },
  };
}

async function startCheckouts(carts: Cart[]) {
  if (carts.length === 0) throw new Error("The bench has prepared too few carts");
  const { rows } = await pool.query({
    name: "start",
    text: "select outcome from start_checkouts($1, now())",
    values: [JSON.stringify(carts.map(buyerOf))],
  });
  if (rows.some(({ outcome }) => outcome !== "started")) throw new Error("A checkout has not started");
}

/** Products with more stock than a bench takes. */
async function manyVariants(count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
      insert into product (id, slug, kind, title, artist, description, published, first_published_at)
        select gen_random_uuid(), 'bench-' || n, 'physical', 'Record ' || n, 'Band', '', true, now()
        from generate_series(1, $1) n returning id, slug)
      insert into variant (id, product_id, sku, title) select gen_random_uuid(), id, slug, '' from made returning id`,
    [count],
  );
  const ids = rows.map(({ id }) => id);
  await pool.query(
    "insert into price (id, variant_id, currency, unit_amount) select gen_random_uuid(), unnest($1::uuid[]), 'eur', 2000",
    [ids],
  );
  await pool.query("insert into stock_level (variant_id) select unnest($1::uuid[])", [ids]);
  await pool.query(
    "insert into stock_movement (variant_id, kind, quantity) select unnest($1::uuid[]), 'receive', 10000000",
    [ids],
  );
  return ids;
}

/** Guests' carts with one unit each. */
async function manyCarts(count: number, pick: () => string): Promise<Cart[]> {
  const carts = Array.from({ length: count }, () => {
    const token = randomBytes(24).toString("base64url");
    const tokenHash = createHash("sha256").update(token).digest("hex");
    return { id: randomUUID(), token, tokenHash, variantId: pick() };
  });
  await pool.query(
    "insert into cart (id, token_hash, currency) select unnest($1::uuid[]), unnest($2::text[]), 'eur'",
    [carts.map(({ id }) => id), carts.map(({ tokenHash }) => tokenHash)],
  );
  await pool.query(
    `insert into cart_line (id, cart_id, variant_id, quantity)
      select gen_random_uuid(), unnest($1::uuid[]), unnest($2::uuid[]), 1`,
    [carts.map(({ id }) => id), carts.map(({ variantId }) => variantId)],
  );
  return carts;
}

/** Checkouts that have reserved nothing. */
async function manyCheckouts(count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
      insert into checkout (id, owner_hash, currency, base_currency, expires_at, next_sync_at)
        select gen_random_uuid(), 'bench', 'eur', 'eur', now() + interval '1 day', now() + interval '1 day'
        from generate_series(1, $1) returning id), quoted as (
      insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount,
          shipping_tax_amount, total_amount, quoted_at)
        select id, 1, 0, 0, 0, 0, 0, 0, now() from made)
      select id from made`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** Begins the next measurement with empty tables. */
async function clear(): Promise<void> {
  await pool.query("update reservation set state = 'released', ended_at = now() where state = 'held'");
  await pool.query("delete from reservation");
  await pool.query("delete from cart");
  await pool.query("select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))");
  await pool.query(
    "update checkout set state = 'cancelled', ended_at = now() where state in ('open', 'paying')",
  );
  await pool.query("truncate bench_unit");
  await pool.query("vacuum analyze");
}

/** How long each call took, in ms, from `clients` at once; and the calls per second of all. */
async function overHttp(calls: number, call: (agent: Agent, at: number) => Promise<void>) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const work = async () => {
    for (let at = next++; at < calls; at = next++) {
      const from = performance.now();
      await call(agent, at);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  const perSecond = (calls / (performance.now() - began)) * 1_000;
  agent.destroy();
  return { times, perSecond };
}

function recordTimes(
  record: (name: string, figure: number) => void,
  name: string,
  { times, perSecond }: Awaited<ReturnType<typeof overHttp>>,
): void {
  record(`${name}, ${clients} clients, calls/s`, perSecond);
  for (const share of [0.5, 0.99])
    record(`${name}, ${clients} clients, p${share * 100} in ms`, Number(quantile(times, share)));
}

function startOverHttp(agent: Agent, cart: Cart | undefined, at: number): Promise<void> {
  if (cart === undefined) throw new Error("The bench has prepared too few carts");
  return post(agent, `${url}/trpc/checkout.start`, {
    cookie: `dualtrack_cart=${cart.token}`,
    "content-type": "application/json",
    "x-forwarded-for": `198.18.${Math.floor(at / 250)}.${at % 250}`,
  });
}

function post(agent: Agent, address: string, headers: Record<string, string>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const call = request(address, { method: "POST", agent, headers }, (response) => {
    let text = "";
    response.on("data", (chunk) => {
      text += chunk;
    });
    response.on("end", () =>
      response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}: ${text}`)),
    );
  });
  call.on("error", reject);
  call.end();
  return promise;
}

function any<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item;
}

function quantile(figures: number[], share: number): string {
  const sorted = figures.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
}
