import type { Shop } from "@dualtrack/commerce";
import { countLivingWorkers, migrationNames } from "@dualtrack/db";

/** How long a part may take to answer before it counts as unreachable. */
const patienceMs = 3_000;

/** Queued work that nobody has started for so long means that the workers don't keep up. */
const workerPatienceSeconds = 120;

/** How long Stripe's answer holds: whoever asks us often must not make us ask Stripe as often. */
const stripeAnswerMs = 5_000;

type Check = { ok: true } | { ok: false; problem: string };

export interface Readiness {
  ready: boolean;
  database: Check;
  migrations: Check;
  worker: Check;
  stripe: Check;
}

/** Whether this process can serve customers: every part it needs is asked, side by side. */
export async function readiness(shop: Shop): Promise<Readiness> {
  const [database, migrations, worker, stripe] = await Promise.all([
    check(async () => void (await shop.db.$queryRaw`select 1`)),
    check(() => assertMigrated(shop)),
    check(() => assertWorkerAlive(shop)),
    checkStripe(shop),
  ]);
  const ready = [database, migrations, worker, stripe].every(({ ok }) => ok);
  return { ready, database, migrations, worker, stripe };
}

const stripeAnswers = new WeakMap<Shop, { askedAt: number; answer: Promise<Check> }>();

function checkStripe(shop: Shop): Promise<Check> {
  const kept = stripeAnswers.get(shop);
  const now = shop.clock.now().getTime();
  if (kept !== undefined && now - kept.askedAt < stripeAnswerMs) return kept.answer;
  const options = { timeout: patienceMs, maxNetworkRetries: 0 };
  const answer = check(async () => void (await shop.stripe.events.list({ limit: 1 }, options)));
  stripeAnswers.set(shop, { askedAt: now, answer });
  return answer;
}

async function check(ask: () => Promise<void>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([ask(), tooLate]);
    return { ok: true };
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error),
    };
  } finally {
    clearTimeout(timer);
  }
}

async function assertMigrated(shop: Shop): Promise<void> {
  const applied = await shop.db.$queryRaw<{ migration_name: string }[]>`
    select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
  const names = new Set(applied.map((row) => row.migration_name));
  const missing = (await migrationNames()).filter((name) => !names.has(name));
  if (missing.length > 0) throw new Error(`not applied: ${missing.join(", ")}`);
}

/** A worker is alive, here or elsewhere, and keeps the queue short: nothing due may lie untouched. */
async function assertWorkerAlive(shop: Shop): Promise<void> {
  if ((await countLivingWorkers(shop.db)) === 0) throw new Error("no worker is running");
  const [row] = await shop.db.$queryRaw<[{ stale: bigint }]>`
    select count(*) as stale from graphile_worker.jobs
    where locked_at is null and attempts < max_attempts
      and run_at < now() - make_interval(secs => ${workerPatienceSeconds})`;
  if (row.stale > 0n)
    throw new Error(`${row.stale} jobs have been waiting for over ${workerPatienceSeconds} s`);
}
