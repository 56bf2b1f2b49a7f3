import { notify } from "@dualtrack/db";
import { claimAttempt } from "../checkouts/sync-attempts.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { forEachPayment } from "./for-each-payment.ts";
import { type SyncedState, syncResult } from "./sync-result.ts";
import { recordSyncError, trySync } from "./try-sync.ts";

/**
 * Syncs the waiting payments of a run, so that a second attempt continues where the first was interrupted. Each result is
 * stored at once in its own short transaction; a failure does not stop the others.
 */
export async function syncRun(shop: Shop, { runId }: { runId: string }): Promise<void> {
  const waiting = await shop.db.syncRunItem.findMany({
    where: { runId, state: "waiting" },
    orderBy: { checkoutId: "asc" },
    select: { checkoutId: true },
  });
  await forEachPayment(waiting, ({ checkoutId }) => syncItem(shop, { runId, checkoutId }));
  await transact(shop, "staff", async ({ tx, now }) => {
    const finished = await tx.syncRun.updateMany({
      where: { id: runId, finishedAt: null, items: { none: { state: "waiting" } } },
      data: { finishedAt: now },
    });
    if (finished.count === 1) await notify(tx, { topic: "sync_run", id: runId });
  });
}

interface SyncItem {
  runId: string;
  checkoutId: string;
}

async function syncItem(shop: Shop, { runId, checkoutId }: SyncItem): Promise<void> {
  const before = await syncedStateOf(shop, checkoutId);
  await claimAttempt(shop, checkoutId);
  const outcome = await trySync(shop, { checkoutId }, "staff");
  const { state, result } = syncResult(outcome, before, await syncedStateOf(shop, checkoutId));
  await transact(shop, "staff", async ({ tx, now }) => {
    await recordSyncError(tx, checkoutId, outcome);
    await tx.syncRunItem.updateMany({
      where: { runId, checkoutId, state: "waiting" },
      data: { state, result, doneAt: now },
    });
    await notify(tx, { topic: "sync_run", id: runId });
  });
}

async function syncedStateOf(shop: Shop, checkoutId: string): Promise<SyncedState> {
  const { state, order, payments } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      state: true,
      order: { select: { state: true } },
      payments: {
        orderBy: { observedAt: "asc" },
        select: {
          status: true,
          refunds: {
            where: { isUncaptured: false },
            orderBy: { createdAt: "asc" },
            select: { id: true, state: true, amount: true, currency: true },
          },
          disputes: {
            orderBy: { openedAt: "asc" },
            select: { id: true, status: true, amount: true, currency: true },
          },
        },
      },
    },
  });
  return {
    checkoutState: state,
    orderState: order?.state ?? null,
    paymentStatus: payments.at(-1)?.status ?? null,
    refunds: payments.flatMap(({ refunds }) => refunds),
    disputes: payments.flatMap(({ disputes }) => disputes),
  };
}
