import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ensureOwner } from "../apps/server/src/database/owner.ts";
import { openMailServer } from "../packages/commerce/src/notifications/testing/open-mail-server.ts";
import { connect, migrate, startEmbeddedPostgres, withClient } from "../packages/db/src/index.ts";
import { startSandbox } from "../packages/stripe-sandbox/src/index.ts";
import { manyOrders } from "./many-orders.ts";

// Counts the mails of 500 orders that arrive twice or not at all while two workers are killed repeatedly as they send them
// to a slow mail server. Run: pnpm bench:mail-kills [kills]; SEED=… repeats the random moments.
const orders = 500;
const kills = Number(process.argv[2] ?? 20);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = randomFrom(seed);

const dir = await mkdtemp(join(tmpdir(), "dualtrack-mail-kills-"));
const postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres"), durable: false });
const databaseUrl = await postgres.database("shop");
await migrate(databaseUrl);
const db = connect(databaseUrl, { maxConnections: 1 });
await ensureOwner(db, { email: "owner@example.com", password: "a password of theirs", name: "Owner" });
await db.$disconnect();
const sandbox = await startSandbox();
const slow = () => pause(20 + 180 * random());
const mailServer = await openMailServer({ connected: slow, mailFrom: slow, rcptTo: slow, received: slow });
const sql = <Row extends object>(text: string) =>
  withClient(databaseUrl, async (client) => (await client.query<Row>(text)).rows);

const first = await startWorkers(); // creates the queue's tables
await sql(manyOrders(orders));
await sql(`
  with mails as (
    insert into mail (id, order_id, kind, key, recipient, subject, text, html)
    select gen_random_uuid(), id, 'order_confirmed', 'order_confirmed:' || id, email, 'Your order', 'Thank you', '<p>Thank you</p>'
    from "order" returning id
  )
  select graphile_worker.add_job('send-mail', json_build_object('mailId', id), job_key := 'mail:' || id) from mails`);

const inGap = new Set<string>();
let workers = first;
for (let kill = 0; kill < kills; kill += 1) {
  const before = mailServer.received.length;
  while (mailServer.received.length === before && (await unsent()) > 0) await pause(20);
  await pause(1_500 * random());
  await killWorkers(workers);
  for (const { id } of await sql<{ id: string }>(
    "select id from mail where state <> 'sent' and handed_over_at is not null and claimed_until > now()",
  ))
    inGap.add(id);
  await sql("update mail set claimed_until = now() where claimed_until > now()"); // claims end now instead of after waiting
  workers = await startWorkers();
}
while ((await unsent()) > 0) {
  await pause(500);
  await sql(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key like 'claimed-mail:%' and run_at > now()), run_at := now())",
  );
}
await killWorkers(workers);

const copies = new Map<string, number>();
for (const mail of mailServer.received) {
  const id = /^Message-ID: <([^@]+)@/m.exec(mail)?.[1] ?? "";
  copies.set(id, (copies.get(id) ?? 0) + 1);
}
const doubled = [...copies].filter(([, count]) => count > 1).map(([id]) => id);
console.log(
  `seed ${seed}: ${orders} mails, 2 workers killed ${kills} times: ${orders - copies.size} lost, ${doubled.length} arrived twice ` +
    `(${doubled.filter((id) => inGap.has(id)).length} of them killed between the mail's end and storing the answer)`,
);

await mailServer[Symbol.asyncDispose]();
await sandbox.stop();
await postgres.stop();
await rm(dir, { recursive: true });

async function unsent(): Promise<number> {
  const [row] = await sql<{ count: number }>("select count(*)::integer from mail where state <> 'sent'");
  return row?.count ?? 0;
}

function startWorkers(): Promise<ChildProcess[]> {
  return Promise.all([1, 2].map(startWorker));
}

async function startWorker(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=DeprecationWarning", "apps/server/dist/main.js"],
    {
      env: {
        ...process.env,
        ROLE: "worker",
        LOG_LEVEL: "error",
        PUBLIC_URL: "http://127.0.0.1",
        DATABASE_URL: databaseUrl,
        APP_SECRET: "a secret for this run that nobody else knows",
        STRIPE_SECRET_KEY: sandbox.secretKey,
        STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
        STRIPE_WEBHOOK_SECRET: "whsec_none",
        STRIPE_API_BASE: sandbox.url,
        SMTP_URL: mailServer.url,
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`A worker did not start: it ended with ${code ?? signal}`);
  });
  await Promise.race([once(child, "message"), ended]);
  ended.catch(() => {}); // later it is killed on purpose
  return child;
}

async function killWorkers(running: ChildProcess[]): Promise<void> {
  await Promise.all(
    running.map(async (child) => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }),
  );
}

/** A repeatable stream of pseudo-random numbers from 0 to 1. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
