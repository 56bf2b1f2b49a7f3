import { randomUUIDv7 } from "node:crypto";
import type { ReconciliationStep } from "@dualtrack/contract";
import type { ReconciliationRun, Tx } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** What a run counts. */
export const countNames = [
  "payments",
  "sessions",
  "risks",
  "refunds",
  "payouts",
  "balanceTransactions",
  "orders",
  "events",
  "settled",
  "found",
  "repaired",
  "failed",
] as const;
export type RunCounts = Record<(typeof countNames)[number], number>;

/** A run that goes on in this process. Its counts grow, and are stored with its progress. */
export interface Run {
  id: string;
  since: Date;
  /** Null: until now. */
  until: Date | null;
  startedAt: Date;
  /** The last payment that was compared; null: none yet. */
  cursor: string | null;
  /** The last transaction of Stripe's balance that was read; null: none yet. */
  balanceCursor: string | null;
  counts: RunCounts;
}

/** A process that has said nothing for so long is gone, in ms. */
const silentMs = 60 * 60_000;

interface NewRun {
  trigger: "schedule" | "command";
  since: Date;
  until: Date | null;
}

/** Begins a run. */
export async function beginRun(tx: Tx, { trigger, since, until }: NewRun, now: Date): Promise<Run> {
  const id = randomUUIDv7();
  await tx.reconciliationRun.create({
    data: { id, trigger, since, until, startedAt: now, progressAt: now },
  });
  return { id, since, until, startedAt: now, cursor: null, balanceCursor: null, counts: noCounts() };
}

interface RequestRun {
  id: string;
  startedBy: string;
  since: Date;
  until: Date;
}

/** Stores a run by staff, which its job does. False: it exists already, or another one by staff is running. */
export async function requestRun(tx: Tx, run: RequestRun, now: Date): Promise<boolean> {
  const { count } = await tx.reconciliationRun.createMany({
    data: { ...run, trigger: "staff", startedAt: now, progressAt: now },
    skipDuplicates: true,
  });
  return count === 1;
}

export function noCounts(): RunCounts {
  return Object.fromEntries(countNames.map((name) => [name, 0])) as RunCounts;
}

/** A run that waits to be done or gone on with; null: it has ended. */
export async function findRunning(shop: Shop, runId: string): Promise<Run | null> {
  const row = await shop.db.reconciliationRun.findUnique({ where: { id: runId, state: "running" } });
  return row && runOf(row);
}

/** The newest run up to now that was cut off among its payments; null: there is none. */
export async function findInterrupted(shop: Shop): Promise<Run | null> {
  const row = await shop.db.reconciliationRun.findFirst({
    where: { state: "running", trigger: { not: "staff" }, until: null, cursor: { not: null } },
    orderBy: { startedAt: "desc" },
  });
  return row && runOf(row);
}

function runOf(row: ReconciliationRun): Run {
  const { id, since, until, startedAt, cursor, balanceCursor } = row;
  const counts = Object.fromEntries(countNames.map((name) => [name, row[name]])) as RunCounts;
  return { id, since, until, startedAt, cursor, balanceCursor, counts };
}

/** Ends the other runs whose process is gone: those without a window are covered by the next one, the others staff may start again. */
export async function endSilentRuns(tx: Tx, now: Date): Promise<void> {
  await tx.reconciliationRun.updateMany({
    where: { state: "running", progressAt: { lt: new Date(now.getTime() - silentMs) } },
    data: { state: "interrupted", finishedAt: now },
  });
}

/** Stores how far a run has come, for whoever goes on with it and whoever watches it. */
export async function saveProgress(
  shop: Shop,
  { id, cursor, balanceCursor, counts }: Run,
  step: ReconciliationStep,
): Promise<void> {
  const progressAt = shop.clock.now();
  await shop.db.reconciliationRun.updateMany({
    where: { id, state: "running" },
    data: { ...counts, cursor, balanceCursor, step, progressAt },
  });
}

/** Ends a run; with a failure it is incomplete. */
export async function finishRun(shop: Shop, { id, cursor, counts }: Run): Promise<void> {
  const now = shop.clock.now();
  await shop.db.reconciliationRun.updateMany({
    where: { id, state: { in: ["running", "interrupted"] } },
    data: {
      ...counts,
      cursor,
      ...{ step: "discrepancies", progressAt: now, finishedAt: now },
      state: counts.failed === 0 ? "complete" : "incomplete",
    },
  });
}
