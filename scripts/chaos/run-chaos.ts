import { setTimeout as pause } from "node:timers/promises";
import type { Run } from "../../apps/server/src/local/run.ts";
import { expireCheckouts, syncOrders, watchAuthorizations } from "../../packages/commerce/src/index.ts";
import { auditWorld, type Kept, type PaidWay, paidWays, unfinished } from "./audit.ts";
import { choicesOf } from "./choices.ts";
import { type ClerksWork, switchAllOn, work } from "./clerk.ts";
import { type Diary, visit, watchOrder } from "./customer.ts";
import { killParts, untilAllRun } from "./killer.ts";
import { watchMailGap } from "./mail-gap.ts";
import { makeWeather } from "./weather.ts";
import { openWorld, type World } from "./world.ts";

export interface ChaosOptions {
  /** What stops everything, should a signal end the program. */
  run: Run;
  seed: number;
  /** How long customers come. */
  ms: number;
  customers: number;
  webs: number;
  workers: number;
  /** The program. */
  nginx: string;
  /** An empty folder, which is removed. */
  dir: string;
  /** `some` are lost, doubled, late; `none` ever comes, and nothing else goes wrong: so the second track is measured alone. */
  webhooks: "some" | "none";
  /** About so often something is killed, in ms. */
  killEveryMs: number;
  /** Whether the shop's tasks of each minute are run at once in the end, for whoever can't wait until they come by themselves. */
  hurries: boolean;
  say(line: string): void;
}

export interface ChaosReport {
  seed: number;
  seconds: number;
  customers: number;
  /** How the customers' visits ended. */
  ends: Record<string, number>;
  /** Payments that succeeded at Stripe, and orders. */
  payments: number;
  orders: number;
  ways: PaidWay[];
  faults: Record<string, number>;
  kills: Record<string, number>;
  staff: { done: Record<string, number>; refused: Record<string, number>; unanswered: number };
  mails: { received: number; inGap: number };
  /** How long paid orders stayed provisional, of those that were confirmed: in seconds. */
  provisional: { orders: number; median: number; p95: number; longest: number };
  /** From the end of all faults until everything was settled, in seconds; null: it never was. */
  agreementSeconds: number | null;
  kept: Kept[];
  /** Processes that could not be started again, and errors that processes have logged. */
  lines: string[];
}

/** How long the shop has to settle everything, in ms. */
const settleMs = 240_000;

/** Customers and staff use a cluster while everything fails; then all is well, and each promise is audited. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, ms, customers, say, hurries } = options;
  await using world = await openWorld(options);
  say(`${customers} customers, ${options.webs} webs and ${options.workers} workers at ${world.cluster.url}`);
  const begun = Date.now();
  const over = new AbortController();
  const { signal } = over;
  const mailGap = watchMailGap(world);
  const weather = makeWeather(world, choicesOf(seed, "weather"), {
    ...{ signal, webhooks: options.webhooks, everyMs: options.killEveryMs / 2 },
  });
  const isCalm = options.webhooks === "none";
  const killing = isCalm
    ? Promise.resolve(new Map<string, number>())
    : killParts(world, choicesOf(seed, "killer"), { signal, mailGap, everyMs: options.killEveryMs });
  const staff = isCalm
    ? Promise.resolve<ClerksWork>({ done: new Map(), refused: new Map(), unanswered: 0 })
    : work(world, choicesOf(seed, "staff"), { signal, everyMs: 1_200 });
  let gone = 0;
  const visiting = Array.from({ length: customers }, async (_, place): Promise<Diary> => {
    const name = `customer-${place}`;
    const choices = choicesOf(seed, name);
    await pause(choices.number() * ms * 0.9);
    const diary = await visit(world, choices, name);
    gone += 1;
    if (gone % Math.ceil(customers / 10) === 0) say(`${gone} customers are gone`);
    return diary;
  });
  await pause(ms);
  over.abort();
  const [faults, kills, staffs] = await Promise.all([weather, killing, staff]);
  say("All faults are over.");
  const well = Date.now();
  await untilAllRun(world);
  await switchAllOn(world);
  const diaries = await Promise.all(visiting);
  await leaveNothingOpen(world);
  const agreedAt = await settle(world, { hurries, well, say });
  await untilMailsAreSent(world);
  await lookAgain(world, diaries);
  const audit = await auditWorld(world, { diaries, mailGap });
  const count = (names: readonly string[]) =>
    Object.fromEntries(
      Object.entries(Object.groupBy(names, (name) => name))
        .map(([name, all = []]) => [name, all.length] as const)
        .sort(([, one], [, other]) => other - one),
    );
  return {
    seed,
    seconds: Math.round((Date.now() - begun) / 1_000),
    customers,
    ends: count(diaries.map(({ end }) => end)),
    payments: audit.payments,
    orders: audit.orders,
    ways: await paidWays(world),
    faults: Object.fromEntries(faults),
    kills: Object.fromEntries(kills),
    staff: {
      done: Object.fromEntries(staffs.done),
      refused: Object.fromEntries(staffs.refused),
      unanswered: staffs.unanswered,
    },
    mails: { received: world.mails.received.length, inGap: mailGap.ids.size },
    provisional: await provisionalTimes(world),
    agreementSeconds: agreedAt === null ? null : (agreedAt - well) / 1_000,
    kept: audit.kept,
    lines: world.lines.slice(-200),
  };
}

/** Nobody pays any more: what is reserved for those who left ends now instead of after a quarter of an hour, and banks decide. */
async function leaveNothingOpen(world: World): Promise<void> {
  const { outside } = world;
  const { db } = world.shop;
  await db.checkout.updateMany({
    where: { state: { in: ["open", "paying"] } },
    data: { expiresAt: new Date() },
  });
  await decideDebits(world);
  await outside.flushDeliveries();
}

/** Waits until nothing is under way. Answers when that was; null: it never was. */
async function settle(
  world: World,
  { hurries, well, say }: { hurries: boolean; well: number; say(line: string): void },
): Promise<number | null> {
  let told = "";
  while (Date.now() - well < settleMs) {
    if (hurries) await hurry(world);
    await decideDebits(world); // some are known to the shop only now
    const left = await unfinished(world);
    if (Object.keys(left).length === 0) return Date.now();
    const now = Object.entries(left)
      .map(([what, count]) => `${count} ${what}`)
      .join(", ");
    if (now !== told) say(`left: ${now}`);
    told = now;
    await pause(hurries ? 300 : 1_000);
  }
  say(`It does not settle: ${told}`);
  return null;
}

/** Banks say yes to what they have not decided. */
async function decideDebits({ shop: { db }, outside }: World): Promise<void> {
  const debits = await db.payment.findMany({
    where: { status: "processing" },
    select: { paymentIntentId: true },
  });
  for (const { paymentIntentId } of debits)
    await outside.decideDebit(paymentIntentId, "succeed").catch(() => {}); // it has been decided
}

/** What a worker does each minute, and jobs that wait for their next attempt, now. */
async function hurry({ shop }: World): Promise<void> {
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where run_at > now()), run_at := now())`;
  await expireCheckouts(shop);
  await syncOrders(shop, { dueOnly: false });
  await watchAuthorizations(shop);
}

/** A mail whose sender died is sent when its claim ends, half a minute later: that time is moved. */
async function untilMailsAreSent({ shop: { db } }: World): Promise<void> {
  for (let left = 60; left > 0; left -= 1) {
    if ((await db.mail.count({ where: { state: { not: "sent" } } })) === 0) return;
    await db.$executeRaw`update mail set claimed_until = now() where state <> 'sent' and claimed_until > now()`;
    await db.$executeRaw`
      select from graphile_worker.reschedule_jobs(
        array(select id from graphile_worker.jobs where task_identifier = 'send-mail' and run_at > now()), run_at := now())`;
    await pause(500);
  }
}

/** Every customer opens the page of their order once more. */
async function lookAgain(world: World, diaries: readonly Diary[]): Promise<void> {
  for (const diary of diaries)
    for (const { token } of [...diary.pages.values()]) await watchOrder(world, diary, token, 0);
}

async function provisionalTimes({ shop: { db } }: World): Promise<ChaosReport["provisional"]> {
  const [row] = await db.$queryRaw<{ orders: number; median: number; p95: number; longest: number }[]>`
    select count(*)::integer as orders,
      coalesce(percentile_cont(0.5) within group (order by seconds), 0)::float8 as median,
      coalesce(percentile_cont(0.95) within group (order by seconds), 0)::float8 as p95,
      coalesce(max(seconds), 0)::float8 as longest
    from (
      select extract(epoch from o.confirmed_at - o.placed_at) as seconds from "order" o
      join payment p on p.payment_intent_id = o.payment_intent_id
      where o.confirmed_at is not null and p.method_type is distinct from 'sepa_debit'
    ) waited`;
  return row ?? { orders: 0, median: 0, p95: 0, longest: 0 };
}
