import type { AuditSubject, ReconciliationWindow } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { endOfDay, startOfDay } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { endSilentRuns, requestRun } from "./runs.ts";

interface StartRun {
  /** Made once per press. It becomes the run's id, so that a repeated request makes one run. */
  requestId: string;
  window: ReconciliationWindow;
  by: Actor;
}

/** A window of days in the shop's time zone. RECONCILIATION_WINDOW_AHEAD. */
export function windowOf(shop: Shop, { from, to }: ReconciliationWindow): { since: Date; until: Date } {
  const { timeZone } = shop.settings;
  const since = startOfDay(from, timeZone);
  if (since > shop.clock.now()) throw new DomainError("RECONCILIATION_WINDOW_AHEAD", {});
  return { since, until: endOfDay(to, timeZone) };
}

/**
 * Starts a run by hand: the run, its job and an audit entry, in one transaction. While another one by staff is running, that one is
 * answered and nothing is started. RECONCILIATION_WINDOW_AHEAD.
 */
export async function startReconciliation(
  shop: Shop,
  { requestId, window, by }: StartRun,
): Promise<{ runId: string; isStarted: boolean }> {
  const { since, until } = windowOf(shop, window);
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await endSilentRuns(tx, now);
    if (!(await requestRun(tx, { id: requestId, startedBy: by.name, since, until }, now))) {
      const running = await tx.reconciliationRun.findFirst({
        where: { state: "running", trigger: "staff" },
        select: { id: true },
      });
      return { runId: running?.id ?? requestId, isStarted: false };
    }
    await queueJob(tx, "reconcile-window", { runId: requestId }, { key: `reconcile-window:${requestId}` });
    await writeAudit(unit, {
      action: "reconciliation.start",
      subject: "payments" satisfies AuditSubject,
      before: {},
      after: { ...window, runId: requestId },
    });
    return { runId: requestId, isStarted: true };
  });
}
