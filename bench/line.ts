import { createHash } from "node:crypto";
import { Agent, get } from "node:http";
import { freePort, withClient } from "../packages/db/src/index.ts";
import { openDeployment } from "./deployment.ts";

// Measures the line of a drop on one web process: 5,000 wait, 2,000 of them watch, and the first one leaves. How long does it take until all who watch
// know their new place? Medians of several runs. Run: pnpm bench:line
const waiting = 5_000;
const watching = 2_000;
const runs = 7;

const tokenOf = (person: number) => `person-${person}`.padEnd(32, "-");
const hashOf = (person: number) => createHash("sha256").update(tokenOf(person)).digest("hex");

const port = await freePort();
const deployment = await openDeployment({ publicPort: port });
try {
  const productId = await withClient(deployment.databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "select id from product where kind = 'physical' and published order by position limit 1",
    );
    const id = rows[0]?.id ?? "";
    await client.query(`update product set opens_at = null where id = $1`, [id]);
    await client.query(`insert into "drop" (product_id, state) values ($1, 'paused')`, [id]);
    await client.query(
      `insert into drop_entry (id, product_id, token_hash, rank, joined_at)
       select gen_random_uuid(), $1, hash, place + 1, now() from unnest($2::text[]) with ordinality as t (hash, place)`,
      [id, Array.from({ length: waiting }, (_, person) => hashOf(person))],
    );
    return id;
  });
  await deployment.start("web", port);

  /** The newest place of each who watches, and when it came. */
  const places: number[] = [];
  const heardAt: number[] = [];
  let heard = 0;
  let done = () => {};
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  // Those who leave stand before all who watch.
  const watcherOf = (index: number) => runs + index;
  const input = encodeURIComponent(JSON.stringify({ productId }));
  for (let index = 0; index < watching; index += 1) {
    const headers = {
      accept: "text/event-stream",
      cookie: `dualtrack_cart=${tokenOf(watcherOf(index))}`,
      "x-forwarded-for": `198.18.${Math.floor(index / 250)}.${index % 250}`,
    };
    get({ port, host: "127.0.0.1", path: `/trpc/drops.watch?input=${input}`, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const messages = text.split("\n\n");
        text = messages.pop() ?? "";
        for (const message of messages) {
          const place = /"place":(\d+)/.exec(message)?.[1];
          if (place === undefined) continue;
          places[index] = Number(place);
          heardAt[index] = performance.now();
          heard += 1;
          if (heard === watching) done();
        }
      });
    });
  }
  const all = () =>
    new Promise<void>((resolve) => {
      done = resolve;
      if (heard >= watching) resolve();
    });
  const opening = performance.now();
  await all();
  console.log(`${watching} streams opened in ${((performance.now() - opening) / 1_000).toFixed(1)} s`);

  const times: { first: number; median: number; last: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    heard = 0;
    const began = performance.now();
    await fetch(`http://127.0.0.1:${port}/trpc/drops.leave`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: `dualtrack_cart=${tokenOf(run)}` },
      body: JSON.stringify({ productId }),
    });
    await all();
    const after = heardAt.map((at) => at - began).sort((a, b) => a - b);
    const wrong = places.filter((place, index) => place !== watcherOf(index) - run).length;
    if (wrong > 0) throw new Error(`${wrong} were told a wrong place`);
    times.push({ first: after[0] ?? 0, median: after[watching / 2] ?? 0, last: after.at(-1) ?? 0 });
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const of = (name: "first" | "median" | "last") => median(times.map((time) => time[name])).toFixed(0);
  const { memoryBytes } = await deployment.processOf(port);
  console.log(
    `${waiting} wait, ${watching} watch, one leaves; medians of ${runs} runs: the first knows after ${of("first")} ms, half after ${of("median")} ms, all after ${of("last")} ms; ${(memoryBytes / 1e6).toFixed(0)} MB`,
  );
} finally {
  await deployment.close();
}
process.exit(0);
