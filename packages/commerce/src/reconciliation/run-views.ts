import type { ListReconciliationRuns } from "@dualtrack/contract";
import { countLivingWorkers, type Prisma, type ReconciliationRun } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { countNames, type RunCounts } from "./runs.ts";

/** A run and what it has counted. RECONCILIATION_RUN_NOT_FOUND. */
export async function getReconciliationRun(shop: Shop, { runId }: { runId: string }) {
  const [row, workers] = await Promise.all([
    shop.db.reconciliationRun.findUnique({ where: { id: runId } }),
    countLivingWorkers(shop.db),
  ]);
  if (row === null) throw new DomainError("RECONCILIATION_RUN_NOT_FOUND", {});
  return { ...viewOf(row), hasWorker: workers > 0 };
}

/** Runs, the newest first. CURSOR_INVALID. */
export async function listReconciliationRuns(shop: Shop, { cursor, limit }: ListReconciliationRuns) {
  const rows = await shop.db.reconciliationRun.findMany({
    where: startedBefore(readCursor(cursor, "uuid")),
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    runs: page.map(viewOf),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.startedAt, id: last.id }) : null,
  };
}

/** Times are ISO instants. */
function viewOf(row: ReconciliationRun) {
  const { id, trigger, startedBy, state, step, since, until, startedAt, finishedAt } = row;
  return {
    ...{ id, trigger, startedBy, state, step },
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    counts: Object.fromEntries(countNames.map((name) => [name, row[name]])) as RunCounts,
  };
}

function startedBefore(cursor: PageCursor | null): Prisma.ReconciliationRunWhereInput {
  if (cursor === null) return {};
  const { at: startedAt, id } = cursor;
  return { OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: id } }] };
}
