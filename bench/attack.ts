import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startShop } from "../e2e/shop-process.ts";
import { attacks } from "./attacks.ts";

// Measures the catalog, /healthz, the server's memory and the staff's sign-in while two anonymous clients attack the
// server. Run: pnpm bench:attack [seconds per attack]
const seconds = Number(process.argv[2] ?? 10);
const attackers = 2;
/** Interval between requests of a visitor and of a load balancer, in ms. */
const sampleEveryMs = 50;
let phase = 0;

await using shop = await startShop({}); // with the default limits
await measure(null); // warm up
console.log(await measure(null));
for (const kind of Object.keys(attacks)) console.log(await measure(kind));
console.log(await fillCarts({ carts: 96, address: "203.0.113.250" }));

async function measure(kind: string | null): Promise<string> {
  phase += 1;
  const home = `203.0.113.${phase}`;
  await signIn(home); // from now on this is a known address of the owner
  const attackerLoops = kind === null ? [] : Array.from({ length: attackers }, () => startAttacker(kind));
  if (kind !== null) await pause(500);
  const until = Date.now() + (kind === null ? 3 : seconds - 0.5) * 1_000;
  let memory = 0;
  const watchMemory = async () => {
    for (; Date.now() < until; await pause(100))
      memory = Math.max(memory, residentMegabytes(shop.serverPid()));
  };
  const [catalog, health, signIns] = await Promise.all([
    sample(until, () => fetch(`${shop.url}/trpc/catalog.list`)),
    sample(until, () => fetch(`${shop.url}/healthz`)),
    sample(until, () => signIn(home), 1_200),
    watchMemory(),
  ]);
  const answers = await Promise.all(attackerLoops);
  return [
    kind ?? "nobody attacks",
    `  catalog    ${formatSamples(catalog)}`,
    `  healthz    ${formatSamples(health)}`,
    `  sign-in    ${formatSamples(signIns)}`,
    `  memory     at most ${Math.round(memory)} MB`,
    ...answers.map((answer) => `  attacker   ${answer.trim()}`),
  ].join("\n");
}

/** One address fills carts with as much of everything as it may, and starts their checkouts without paying. */
async function fillCarts({ carts, address }: { carts: number; address: string }): Promise<string> {
  const before = await stock();
  const outcomes: Record<string, number> = {};
  const begin = performance.now();
  for (let n = 0; n < carts; n += 1) {
    const cookie = `dualtrack_cart=${randomBytes(24).toString("base64url")}`;
    const headers = { "content-type": "application/json", cookie, "x-forwarded-for": address };
    const call = (path: string, input: object) =>
      fetch(`${shop.url}/trpc/${path}`, { method: "POST", headers, body: JSON.stringify(input) });
    for (const { id } of before)
      for (const quantity of [10, 5, 3, 1])
        if ((await call("cart.setLine", { variantId: id, quantity })).ok) break;
    const { status } = await call("checkout.start", {});
    outcomes[status] = (outcomes[status] ?? 0) + 1;
  }
  const seconds = (performance.now() - begin) / 1_000;
  const after = await stock();
  const shares = after.map(({ id, held }) => held / (before.find((row) => row.id === id)?.free ?? held));
  const units = after.reduce((sum, { held }) => sum + held, 0);
  const all = before.reduce((sum, { free }) => sum + free, 0);
  return [
    `one address with ${carts} carts, ${seconds.toFixed(0)} s`,
    `  reserved   ${units} of ${all} units, at most ${Math.round(100 * Math.max(...shares))} % of a variant of 12 or more`,
    `  answers    ${JSON.stringify(outcomes)}`,
  ].join("\n");
}

/** Variants on sale with enough stock that a network's share is more than the minimum of three units. */
function stock(): Promise<{ id: string; free: number; held: number }[]> {
  return shop.sql(`
    select s.variant_id as id, s.on_hand - s.reserved as free, s.reserved as held
    from stock_level s join variant v on v.id = s.variant_id join product p on p.id = v.product_id
    where p.published and (p.opens_at is null or p.opens_at < now()) and s.on_hand >= 12`);
}

interface Samples {
  times: number[];
  failures: number;
}

async function sample(
  until: number,
  ask: () => Promise<Response>,
  everyMs = sampleEveryMs,
): Promise<Samples> {
  const samples: Samples = { times: [], failures: 0 };
  while (Date.now() < until) {
    const begin = performance.now();
    const response = await ask().catch(() => null);
    await response?.arrayBuffer();
    if (!response?.ok) samples.failures += 1;
    samples.times.push(performance.now() - begin);
    await pause(Math.max(0, everyMs - (performance.now() - begin)));
  }
  return samples;
}

/** Signs the owner in from a known address. */
function signIn(home: string): Promise<Response> {
  return fetch(`${shop.url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: shop.url, "x-forwarded-for": home },
    body: JSON.stringify({ email: "owner@dualtrack.example", password: "two-tracks-one-order" }),
  });
}

function formatSamples({ times, failures }: Samples): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, ${failures} of ${times.length} failed`;
}

function startAttacker(kind: string): Promise<string> {
  const script = fileURLToPath(new URL("attacks.ts", import.meta.url));
  const child = spawn(process.execPath, [script, kind, shop.url, String(seconds)]);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((resolve) => child.once("close", () => resolve(output)));
}

/** Resident memory of a process, on Linux. */
function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes ?? Number.NaN) / 1024;
}
