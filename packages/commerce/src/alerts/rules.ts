import { type AlertDetails, type AlertKind, formatMoney, formatOrderNumber } from "@dualtrack/contract";
import {
  type AlertFacts,
  alertFacts,
  countJobs,
  countLivingWorkers,
  failedMails,
  failedPayouts,
  failedRefunds,
  failedSyncs,
  scarceStock,
  unansweredDisputes,
} from "@dualtrack/db";
import { stuckOrders } from "../order-views/attention.ts";
import type { Shop } from "../shop.ts";
import { stripeAttention } from "../stripe/stripe-attention.ts";

/** What a rule has found wrong. */
export interface Finding {
  kind: AlertKind;
  /** Which of its kind; empty if there can only be one. */
  subject: string;
  details: AlertDetails;
}

/** Fewer failures than this are no rate. */
const fewSyncs = 3;
/** The share of failed syncs that is reported. */
const syncFailureRate = 0.05;

/** Anybody may call the webhook route; so many rejected calls within an hour suggest a wrong secret. */
const manyRejections = 10;

/** Fewer checkouts than this within an hour are never unusual; beyond, so many times an average hour's are. */
const manyCheckouts = 100;
const unusualTimes = 5;

/** So many checkouts whose payment was declined, and none that was paid, are not bad luck. */
const manyDeclined = 5;

/** How long Stripe is silent, or nobody able to pay, before it is told, in ms. */
const silentMs = 2 * 60_000;

/** So many customers who miss an order within an hour are more than a mail that went astray. */
const manyMissing = 3;

/** A dispute's deadline is near, in ms. */
const nearMs = 3 * 24 * 60 * 60_000;

const exampleCount = 3;

/** The most objects of a kind with an alert of their own. */
const maxSubjects = 100;

interface Seen {
  now: Date;
  facts: AlertFacts;
  stripe: Awaited<ReturnType<typeof stripeAttention>>;
  syncs: Awaited<ReturnType<typeof failedSyncs>>;
  stuck: { number: number; placedAt: Date }[];
  deadEvents: number;
  jobs: Awaited<ReturnType<typeof countJobs>>;
  workers: number;
  stock: Awaited<ReturnType<typeof scarceStock>>;
  mails: Awaited<ReturnType<typeof failedMails>>;
  disputes: Awaited<ReturnType<typeof unansweredDisputes>>;
  refunds: Awaited<ReturnType<typeof failedRefunds>>;
  unknown: { paymentIntentId: string; paidAt: Date }[];
  payouts: Awaited<ReturnType<typeof failedPayouts>>;
  audit: { violations: number; stockViolations: number; startedAt: Date } | null;
  discrepancies: {
    count: number;
    oldest: { subject: string; orderNumber: number | null; foundAt: Date }[];
  };
}

/** A rule of one kind: null or nothing if all is well. */
type Rule = (seen: Seen) => Omit<Finding, "kind">[] | AlertDetails | null;

/** Each kind's rule; a missing one does not compile. Descriptions for staff stand in `docs/operations.md`. */
const rules: Record<AlertKind, Rule> = {
  sync_failing({ syncs, facts }) {
    const failing = syncs[0]?.count ?? 0;
    const isRate = failing >= fewSyncs && failing > syncFailureRate * (failing + facts.settled);
    return isRate
      ? {
          count: failing,
          examples: syncs.map(({ stripeId }) => stripeId),
          since: timeOf(syncs[0]?.createdAt),
        }
      : null;
  },
  manual_sync: ({ stuck }) =>
    counted(
      stuck.length,
      stuck.map(({ number }) => formatOrderNumber(number)),
      stuck[0]?.placedAt,
    ),
  webhooks_late: ({ facts }) => counted(facts.lateEvents),
  webhooks_silent: ({ stripe: { silentWebhooks } }) => ({ ...silentWebhooks, examples: [] }),
  calls_rejected: ({ facts }) => counted(facts.rejectedCalls < manyRejections ? 0 : facts.rejectedCalls),
  dead_jobs: ({ deadEvents, jobs }) => counted(deadEvents + jobs.dead),
  cleanup_failing: ({ facts }) => counted(facts.unreleased),
  reservations_unusual({ facts: { begun, usuallyBegun } }) {
    return counted(begun >= manyCheckouts && begun > unusualTimes * usuallyBegun ? begun : 0);
  },
  stock_low: ({ stock }) =>
    stock.map(({ sku, title, free }) => ({
      subject: sku,
      details: { count: free, examples: [title], since: null },
    })),
  stock_wrong: ({ audit }) => counted(audit?.stockViolations ?? 0, [], audit?.startedAt),
  worker_silent: ({ workers }) => counted(workers === 0 ? 1 : 0),
  stripe_silent({ stripe: { stripeOutage, refusedKey }, now }) {
    const { count, since } = refusedKey.count > 0 ? refusedKey : stripeOutage;
    const isLong = refusedKey.count > 0 || (since !== null && olderThan(silentMs, new Date(since), now));
    return isLong ? { count, examples: [], since } : null;
  },
  nobody_pays({ facts: { declinedCheckouts, firstDeclinedAt }, now }) {
    const isLong = firstDeclinedAt !== null && olderThan(silentMs, firstDeclinedAt, now);
    return isLong && declinedCheckouts >= manyDeclined
      ? counted(declinedCheckouts, [], firstDeclinedAt)
      : null;
  },
  mails_waiting({ mails, facts }) {
    const failed = mails[0]?.count ?? 0;
    return counted(
      failed + facts.waitingMails,
      mails.map(({ subject }) => subject),
      mails[0]?.createdAt,
    );
  },
  dispute_open: ({ disputes }) => disputes.map(aboutDispute),
  dispute_due: ({ disputes, now }) =>
    disputes
      .filter(({ dueBy }) => dueBy !== null && dueBy.getTime() - now.getTime() < nearMs)
      .map(aboutDispute),
  refund_failed: ({ refunds }) =>
    counted(
      refunds[0]?.count ?? 0,
      refunds.map(({ orderNumber, refundId }) =>
        orderNumber === null ? refundId : formatOrderNumber(orderNumber),
      ),
      refunds[0]?.createdAt,
    ),
  payment_unknown: ({ unknown }) =>
    counted(
      unknown.length,
      unknown.map(({ paymentIntentId }) => paymentIntentId),
      unknown[0]?.paidAt,
    ),
  orders_missing: ({ facts }) =>
    counted(facts.missingOrders < manyMissing ? 0 : facts.missingOrders, [], facts.firstMissingAt),
  ledger_wrong: ({ audit }) =>
    counted(audit === null ? 0 : audit.violations - audit.stockViolations, [], audit?.startedAt),
  payout_failed: ({ payouts }) =>
    counted(
      payouts[0]?.count ?? 0,
      payouts.map(({ amount, currency }) => `a payout of ${formatMoney({ amount, currency })}`),
      payouts[0]?.createdAt,
    ),
  discrepancy_open: ({ discrepancies }) =>
    counted(
      discrepancies.count,
      discrepancies.oldest.map(({ subject, orderNumber }) =>
        orderNumber === null ? subject : formatOrderNumber(orderNumber),
      ),
      discrepancies.oldest[0]?.foundAt,
    ),
};

/** Checks all rules now. Reads only, and costs the same however many orders there are. */
export async function findWrong(shop: Shop): Promise<Finding[]> {
  const { db } = shop;
  const now = shop.clock.now();
  const limit = exampleCount;
  const [
    facts,
    stripe,
    syncs,
    stuck,
    deadEvents,
    jobs,
    workers,
    stock,
    mails,
    disputes,
    refunds,
    unknown,
    payouts,
    audit,
    discrepancies,
  ] = await Promise.all([
    alertFacts(db, { now }),
    stripeAttention(shop),
    failedSyncs(db, { limit }),
    db.order.findMany({
      where: stuckOrders(shop),
      orderBy: { placedAt: "asc" },
      take: maxSubjects,
      select: { number: true, placedAt: true },
    }),
    db.webhookEvent.count({ where: { state: "dead" } }),
    countJobs(db),
    countLivingWorkers(db),
    scarceStock(db, { limit: maxSubjects }),
    failedMails(db, { limit }),
    unansweredDisputes(db, { limit: maxSubjects }),
    failedRefunds(db, { limit }),
    db.unknownPayment.findMany({
      where: { state: "open" },
      orderBy: { paidAt: "asc" },
      take: maxSubjects,
      select: { paymentIntentId: true, paidAt: true },
    }),
    failedPayouts(db, { limit }),
    db.ledgerAuditRun.findFirst({
      orderBy: { startedAt: "desc" },
      select: { violations: true, stockViolations: true, startedAt: true },
    }),
    findOpenDiscrepancies(shop, limit),
  ]);
  const seen = {
    ...{ now, facts, stripe, syncs, stuck, deadEvents, jobs },
    ...{ workers, stock, mails, disputes, refunds, unknown, payouts, audit, discrepancies },
  };
  return Object.entries(rules).flatMap(([name, rule]) => {
    const kind = name as AlertKind;
    const found = rule(seen);
    if (found === null) return [];
    if (Array.isArray(found)) return found.map((finding) => ({ kind, ...finding }));
    return found.count === 0 ? [] : [{ kind, subject: "", details: found }];
  });
}

async function findOpenDiscrepancies({ db }: Shop, limit: number): Promise<Seen["discrepancies"]> {
  const where = { state: "open" as const };
  const [count, oldest] = await Promise.all([
    db.discrepancy.count({ where }),
    db.discrepancy.findMany({
      where,
      orderBy: [{ foundAt: "asc" }, { id: "asc" }],
      take: limit,
      select: { subject: true, orderNumber: true, foundAt: true },
    }),
  ]);
  return { count, oldest };
}

function counted(count: number, examples: string[] = [], since: Date | null = null): AlertDetails {
  return { count, examples: examples.slice(0, exampleCount), since: timeOf(since) };
}

function aboutDispute({ id, amount, currency, orderNumber, openedAt }: Seen["disputes"][number]) {
  const money = formatMoney({ amount, currency });
  const what = orderNumber === null ? money : `${money} of ${formatOrderNumber(orderNumber)}`;
  return { subject: id, details: { count: 1, examples: [what], since: openedAt.toISOString() } };
}

function olderThan(ms: number, time: Date, now: Date): boolean {
  return now.getTime() - time.getTime() >= ms;
}

function timeOf(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}
