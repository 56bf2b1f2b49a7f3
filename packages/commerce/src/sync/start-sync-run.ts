import { type AuditSubject, formatOrderNumber, parseOrderNumber, type SyncScope } from "@dualtrack/contract";
import { listPendingSyncs, notify, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { maxPerRun } from "./sync-orders.ts";

interface StartSyncRun {
  /** Made once per click. It becomes the run's id, so that a repeated request makes one run. */
  requestId: string;
  scope: SyncScope;
  by: Actor;
}

/**
 * Starts a manual sync: stores the run with its payments and an audit entry, and queues its job, in one transaction. A run may
 * include settled payments. "pending" selects the payments of the background sync, due or not. ORDER_NOT_FOUND or CHECKOUT_NOT_FOUND
 * when one of the orders or checkouts does not exist; then nothing is started.
 */
export function startSyncRun(shop: Shop, { requestId, scope, by }: StartSyncRun): Promise<{ runId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const started = await tx.syncRun.createMany({
      data: { id: requestId, startedBy: by.name, startedAt: now },
      skipDuplicates: true,
    });
    if (started.count === 0) return { runId: requestId };

    const payments =
      scope === "pending"
        ? await pendingPayments(tx)
        : "checkoutIds" in scope
          ? await paymentsOfCheckouts(tx, scope.checkoutIds)
          : await paymentsOf(tx, scope.orderNumbers);
    await tx.syncRunItem.createMany({
      data: payments.map(({ checkoutId }) => ({ runId: requestId, checkoutId })),
    });
    if (payments.length > 0)
      await queueJob(tx, "sync-run", { runId: requestId }, { key: `sync-run:${requestId}` });
    else await tx.syncRun.update({ where: { id: requestId }, data: { finishedAt: now } });
    await notify(tx, { topic: "sync_run", id: requestId });

    const orders = payments.flatMap(({ number }) => (number === null ? [] : [formatOrderNumber(number)]));
    const [only] = orders;
    await writeAudit(unit, {
      action: "sync.start",
      subject: payments.length === 1 && only !== undefined ? only : ("payments" satisfies AuditSubject),
      before: {},
      after: {
        count: payments.length,
        scope: scope === "pending" ? "pending" : "selected",
        orders,
        runId: requestId,
      },
    });
    return { runId: requestId };
  });
}

interface Payment {
  checkoutId: string;
  /** Null if there is no order yet. */
  number: number | null;
}

async function pendingPayments(tx: Tx): Promise<Payment[]> {
  const pending = await listPendingSyncs(tx, { limit: maxPerRun });
  return pending.map(({ checkoutId, orderNumber: number }) => ({ checkoutId, number }));
}

async function paymentsOf(tx: Tx, orderNumbers: string[]): Promise<Payment[]> {
  const numbers = [...new Set(orderNumbers.map(parseOrderNumber))].filter((number) => number !== null);
  const orders = await tx.order.findMany({
    where: { number: { in: numbers } },
    orderBy: { number: "asc" },
    select: { number: true, checkoutId: true },
  });
  if (orders.length < numbers.length) throw new DomainError("ORDER_NOT_FOUND", {});
  return orders;
}

async function paymentsOfCheckouts(tx: Tx, checkoutIds: string[]): Promise<Payment[]> {
  const ids = [...new Set(checkoutIds)];
  const checkouts = await tx.checkout.findMany({
    where: { id: { in: ids } },
    orderBy: { id: "asc" },
    select: { id: true, order: { select: { number: true } } },
  });
  if (checkouts.length < ids.length) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkouts.map(({ id, order }) => ({ checkoutId: id, number: order?.number ?? null }));
}
