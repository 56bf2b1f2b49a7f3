import { reconcileSince } from "../restore/complete-until.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { alertUnknownPayments } from "../unknown-payments/alert-unknown-payments.ts";
import {
  beginRun,
  countNames,
  endSilentRuns,
  findInterrupted,
  findRunning,
  noCounts,
  type Run,
  type RunCounts,
} from "./runs.ts";
import { walkRun } from "./walk-run.ts";

/** What was compared, until when (null: until now), and what came of it. Times are ISO instants. */
export interface Reconciled extends RunCounts {
  since: string;
  until: string | null;
}

interface Reconcile {
  /** How far before the last complete run it looks, in ms. */
  windowMs: number;
  trigger?: "schedule" | "command";
}

/**
 * Compares Stripe with the database, from `windowMs` before the last complete run until now. What differs and is decided by what
 * Stripe says is settled; what else is safe is repaired; the rest is a discrepancy, which staff are told of. This covers outages, and a
 * database that was restored from a dump: lost orders are restored.
 *
 * A failure is logged and counted, and the others are compared; the next run then looks back as far again. One that was interrupted is
 * gone on with first.
 */
export async function reconcile(
  shop: Shop,
  { windowMs, trigger = "schedule" }: Reconcile,
): Promise<Reconciled> {
  const interrupted = await findInterrupted(shop);
  if (interrupted !== null) await walkRun(shop, interrupted);
  const since = await reconcileSince(shop, { windowMs });
  const run = await transact(shop, "reconciliation", async ({ tx, now }) => {
    await endSilentRuns(tx, now);
    return beginRun(tx, { trigger, since, until: null }, now);
  });
  await walkRun(shop, run);
  await alertUnknownPayments(shop);
  return reportOf(run, interrupted);
}

/** Compares what was created between two times, now. */
export async function reconcileBetween(
  shop: Shop,
  { since, until }: { since: Date; until: Date },
): Promise<Reconciled> {
  const run = await transact(shop, "reconciliation", ({ tx, now }) =>
    beginRun(tx, { trigger: "command", since, until }, now),
  );
  await walkRun(shop, run);
  await alertUnknownPayments(shop);
  return reportOf(run, null);
}

/** The job of a run by hand. One that has ended is left as it is. */
export async function reconcileWindow(shop: Shop, { runId }: { runId: string }): Promise<void> {
  const run = await findRunning(shop, runId);
  if (run === null) return;
  await walkRun(shop, run);
  await alertUnknownPayments(shop);
}

function reportOf({ since, until, counts }: Run, before: Run | null): Reconciled {
  const sum = noCounts();
  for (const name of countNames) sum[name] = counts[name] + (before?.counts[name] ?? 0);
  return { since: since.toISOString(), until: until?.toISOString() ?? null, ...sum };
}
