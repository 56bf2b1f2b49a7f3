import { claimSync, notify, transact } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { forEachPayment } from "./for-each-payment.ts";
import { plainResult, type Standing, type SyncedItem, syncResult } from "./sync-result.ts";
import { keepSyncError, type SyncOutcome, trySync } from "./try-sync.ts";

/**
 * Works through the payments of a run that still wait, so that a second try goes on where the first was cut off. Each
 * result is written in a short transaction of its own as soon as it is known; one that fails stops none of the others.
 */
export async function syncRun(shop: Shop, { runId }: { runId: string }): Promise<void> {
  const waiting = await shop.db.syncRunItem.findMany({
    where: { runId, state: "waiting" },
    orderBy: { checkoutId: "asc" },
    select: { checkoutId: true, checkout: { select: { paymentIntentId: true } } },
  });
  await forEachPayment(waiting, ({ checkoutId, checkout }) =>
    syncItem(shop, { runId, checkoutId, paymentIntentId: checkout.paymentIntentId }),
  );
  await transact(shop.db, async (tx) => {
    const finished = await tx.syncRun.updateMany({
      where: { id: runId, finishedAt: null, items: { none: { state: "waiting" } } },
      data: { finishedAt: shop.clock.now() },
    });
    if (finished.count === 1) await notify(tx, { topic: "sync_run", id: runId });
  });
}

interface SyncItem {
  runId: string;
  checkoutId: string;
  paymentIntentId: string | null;
}

async function syncItem(shop: Shop, { runId, checkoutId, paymentIntentId }: SyncItem): Promise<void> {
  if (paymentIntentId === null) {
    await record(shop, { runId, checkoutId }, { state: "skipped", result: plainResult("no_payment") });
    return;
  }
  const before = await standingOf(shop, checkoutId, paymentIntentId);
  await claimSync(shop.db, { checkoutId, now: shop.clock.now() });
  const outcome = await trySync(shop, { checkoutId, paymentIntentId }, "staff");
  const after = await standingOf(shop, checkoutId, paymentIntentId);
  await record(shop, { runId, checkoutId }, syncResult(outcome, before, after), outcome);
}

function record(
  shop: Shop,
  { runId, checkoutId }: { runId: string; checkoutId: string },
  { state, result }: SyncedItem,
  outcome?: SyncOutcome,
): Promise<void> {
  return transact(shop.db, async (tx) => {
    if (outcome !== undefined) await keepSyncError(tx, checkoutId, outcome);
    await tx.syncRunItem.updateMany({
      where: { runId, checkoutId, state: "waiting" },
      data: { state, result, doneAt: shop.clock.now() },
    });
    await notify(tx, { topic: "sync_run", id: runId });
  });
}

async function standingOf(shop: Shop, checkoutId: string, paymentIntentId: string): Promise<Standing> {
  const { state, order, payments } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      state: true,
      order: { select: { state: true } },
      payments: {
        where: { paymentIntentId },
        select: {
          status: true,
          refunds: {
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
    paymentStatus: payments[0]?.status ?? null,
    refunds: payments[0]?.refunds ?? [],
    disputes: payments[0]?.disputes ?? [],
  };
}
