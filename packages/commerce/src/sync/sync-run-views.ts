import {
  formatOrderNumber,
  type ListSyncRuns,
  readStripeProblem,
  type SyncItemState,
  syncResultSchema,
} from "@dualtrack/contract";
import { countLivingWorkers, listPendingSyncs, type Prisma } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";
import { maxPerRun } from "./sync-orders.ts";

export type SyncCounts = Record<SyncItemState, number> & { total: number };

/** Payments whose outcome is open, at most as many as in one run, and whether a worker is running. */
export async function listPending(shop: Shop) {
  const [rows, workers] = await Promise.all([
    listPendingSyncs(shop.db, { limit: maxPerRun }),
    countLivingWorkers(shop.db),
  ]);
  return {
    count: rows[0]?.count ?? 0,
    hasWorker: workers > 0,
    payments: rows.map(
      ({ checkoutId, orderNumber: number, totalAmount, currency, since, nextAt, ...row }) => ({
        checkoutId,
        number: number === null ? null : formatOrderNumber(number),
        name: number === null ? checkoutName(checkoutId) : formatOrderNumber(number),
        isProvisional: row.isProvisional,
        isFailed: row.isFailed,
        email: row.email,
        total: { amount: totalAmount, currency },
        since: since.toISOString(),
        attempts: row.attempts,
        lastError: row.lastError === null ? null : readStripeProblem(row.lastError),
        nextAt: nextAt.toISOString(),
      }),
    ),
  };
}

/** A manual sync with the result of each payment. SYNC_RUN_NOT_FOUND. */
export async function getSyncRun(shop: Shop, { runId }: { runId: string }) {
  const [run, progress] = await Promise.all([
    shop.db.syncRun.findUnique({
      where: { id: runId },
      select: {
        items: {
          orderBy: [{ checkout: { order: { number: "asc" } } }, { checkoutId: "asc" }],
          select: itemFields,
        },
      },
    }),
    getSyncProgress(shop, { runId }),
  ]);
  return {
    ...progress,
    items: (run?.items ?? []).map(({ checkoutId, state, result, doneAt, checkout }) => {
      const number = checkout.order === null ? null : formatOrderNumber(checkout.order.number);
      return {
        checkoutId,
        number,
        name: number ?? checkoutName(checkoutId),
        email: checkout.order?.email ?? checkout.email,
        total: { amount: checkout.quote.totalAmount, currency: checkout.currency },
        state,
        result: result === null ? null : syncResultSchema.parse(result),
        doneAt: doneAt?.toISOString() ?? null,
      };
    }),
  };
}

const itemFields = {
  checkoutId: true,
  state: true,
  result: true,
  doneAt: true,
  checkout: {
    select: {
      email: true,
      quote: { select: { totalAmount: true } },
      currency: true,
      order: { select: { number: true, email: true } },
    },
  },
} satisfies Prisma.SyncRunItemSelect;

/** The progress of a manual sync. SYNC_RUN_NOT_FOUND. */
export async function getSyncProgress(shop: Shop, { runId }: { runId: string }) {
  const [run, counts, workers] = await Promise.all([
    shop.db.syncRun.findUnique({ where: { id: runId } }),
    countItems(shop, [runId]),
    countLivingWorkers(shop.db),
  ]);
  if (run === null) throw new DomainError("SYNC_RUN_NOT_FOUND", {});
  return { ...runFacts(run), counts: counts(runId), hasWorker: workers > 0 };
}

/** Manual syncs, newest first. */
export async function listSyncRuns(shop: Shop, { cursor, limit }: ListSyncRuns) {
  const rows = await shop.db.syncRun.findMany({
    where: startedBefore(readCursor(cursor, "uuid")),
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const counts = await countItems(
    shop,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  return {
    runs: page.map((run) => ({ ...runFacts(run), counts: counts(run.id) })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.startedAt, id: last.id }) : null,
  };
}

interface Run {
  id: string;
  startedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
}

function runFacts({ id, startedBy, startedAt, finishedAt }: Run) {
  return { id, startedBy, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

async function countItems(shop: Shop, runIds: string[]): Promise<(runId: string) => SyncCounts> {
  const rows = await shop.db.syncRunItem.groupBy({
    by: ["runId", "state"],
    where: { runId: { in: runIds } },
    _count: true,
  });
  return (runId) => {
    const counts: SyncCounts = { total: 0, waiting: 0, synced: 0, failed: 0, skipped: 0 };
    for (const { state, _count, runId: of } of rows) {
      if (of !== runId) continue;
      counts[state] = _count;
      counts.total += _count;
    }
    return counts;
  };
}

function startedBefore(cursor: PageCursor | null): Prisma.SyncRunWhereInput {
  if (cursor === null) return {};
  const { at: startedAt, id } = cursor;
  return { OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: id } }] };
}
