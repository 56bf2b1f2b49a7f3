import { areReservationsOn, inBackground, ratesAttention, type Shop } from "@dualtrack/commerce";
import {
  appliedMigrations,
  countLivingWorkers,
  countUntouchedJobs,
  failedMails,
  migrationNames,
  ping,
} from "@dualtrack/db";

/** How long the database may take to answer before this process counts as not ready, in ms. */
const databaseMs = 2_000;

/** How long any other part may take to answer before it counts as unreachable, in ms. */
const partMs = 3_000;

/** If a due job waits this long, in seconds, the workers don't keep up. */
const workerTimeoutSeconds = 120;

/** How long Stripe's answer is cached, in ms, so that frequent checks do not call Stripe as often. */
const stripeAnswerMs = 5_000;

type Check = { ok: true } | { ok: false; problem: string };

export interface Readiness {
  ready: boolean;
  /** The process is stopping, and waits until the load balancer has noticed. */
  stopping: boolean;
  database: Check;
  migrations: Check;
}

export interface HealthDetails {
  ok: boolean;
  database: Check;
  migrations: Check;
  worker: Check;
  stripe: Check;
  mail: Check;
  files: Check;
  exchangeRates: Check & { succeededAt: string | null };
  /** Whether checkouts reserve stock, as staff have set it: no fault, either way. */
  reservations: { areOn: boolean | null };
}

/**
 * Whether this process can serve customers: what a load balancer asks. It checks this process and its database only: a
 * failure that all processes share (Stripe, workers, the mail server) must not take the whole shop offline.
 */
export async function readiness(shop: Shop, { isStopping }: { isStopping: boolean }): Promise<Readiness> {
  const { database, migrations } = await checkDatabase(shop);
  return { ready: !isStopping && database.ok && migrations.ok, stopping: isStopping, database, migrations };
}

/** Every part of the shop, checked at the same time: for people and monitoring, never for a load balancer. */
export async function healthDetails(shop: Shop): Promise<HealthDetails> {
  const [{ database, migrations }, worker, stripe, mail, files, exchangeRates, reservations] =
    await Promise.all([
      checkDatabase(shop),
      check(() => assertWorkerAlive(shop), partMs),
      checkStripe(shop),
      check(() => assertMailsLeave(shop), partMs),
      check(() => shop.storage.assertReachable(), partMs),
      checkExchangeRates(shop),
      readReservations(shop),
    ]);
  const ok = [database, migrations, worker, stripe, mail, files, exchangeRates].every((part) => part.ok);
  return { ok, database, migrations, worker, stripe, mail, files, exchangeRates, reservations };
}

/** Null: the database does not answer. */
async function readReservations(shop: Shop): Promise<HealthDetails["reservations"]> {
  let areOn: boolean | null = null;
  await check(async () => {
    areOn = await areReservationsOn(shop);
  }, partMs);
  return { areOn };
}

async function checkDatabase(shop: Shop): Promise<Pick<Readiness, "database" | "migrations">> {
  const [database, migrations] = await Promise.all([
    check(() => ping(shop.db), databaseMs),
    check(() => assertMigrated(shop), databaseMs),
  ]);
  return { database, migrations };
}

const stripeAnswers = new WeakMap<Shop, { askedAt: number; answer: Promise<Check> }>();

function checkStripe(shop: Shop): Promise<Check> {
  const cached = stripeAnswers.get(shop);
  const now = shop.clock.now().getTime();
  if (cached !== undefined && now - cached.askedAt < stripeAnswerMs) return cached.answer;
  const options = { timeout: partMs, maxNetworkRetries: 0 };
  // A crowd that pays must not look like an outage: upkeep has requests of its own.
  const ask = () => inBackground(() => shop.stripe.events.list({ limit: 1 }, options));
  const answer = check(async () => void (await ask()), partMs);
  stripeAnswers.set(shop, { askedAt: now, answer });
  return answer;
}

async function check(ask: () => Promise<void>, ms: number): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
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
  const applied = new Set(await appliedMigrations(shop.db));
  const missing = (await migrationNames()).filter((name) => !applied.has(name));
  if (missing.length > 0) throw new Error(`not applied: ${missing.join(", ")}`);
}

/** Whether a worker is alive, here or elsewhere, and keeps up with the queue. */
async function assertWorkerAlive(shop: Shop): Promise<void> {
  if ((await countLivingWorkers(shop.db)) === 0) throw new Error("no worker is running");
  const untouched = await countUntouchedJobs(shop.db, { seconds: workerTimeoutSeconds });
  if (untouched > 0)
    throw new Error(`${untouched} jobs have been waiting for over ${workerTimeoutSeconds} s`);
}

/** As on Home: mails that their server refused or did not take, and that have no later mail in their place. */
async function assertMailsLeave(shop: Shop): Promise<void> {
  const [oldest] = await failedMails(shop.db, { limit: 1 });
  if (oldest === undefined) return;
  throw new Error(`${oldest.count} could not be sent, the oldest of ${oldest.createdAt.toISOString()}`);
}

/** As on Home, and when the feed last gave rates, if it is known. */
async function checkExchangeRates(shop: Shop): Promise<HealthDetails["exchangeRates"]> {
  let succeededAt: string | null = null;
  const checked = await check(async () => {
    const { succeededAt: last, since, problem, stale } = await ratesAttention(shop);
    succeededAt = last;
    const failures = [
      ...(since === null
        ? []
        : [`the feed fails since ${since}: ${problem?.code} ${problem?.said ?? ""}`.trim()]),
      ...stale.map(({ currency, asOf }) => `${currency}: ${asOf === null ? "no rate" : `rate of ${asOf}`}`),
    ];
    if (failures.length > 0) throw new Error(failures.join("; "));
  }, partMs);
  return { ...checked, succeededAt };
}
