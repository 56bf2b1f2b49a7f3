import {
  checkAlerts,
  expireCheckouts,
  followLabels,
  followTaxRecords,
  followUnsentRefunds,
  forgetOldCalls,
  inBackground,
  keepFailure,
  moveDropsOn,
  probeFailingStripe,
  reconcile,
  remindBookings,
  removeOld,
  removeUnusedUploads,
  requestExchangeRates,
  resumeHeldWork,
  runLedgerAudit,
  type Shop,
  sampleHealth,
  syncInBackground,
  watchAuthorizations,
} from "@dualtrack/commerce";
import type { ScheduledTask } from "@dualtrack/contract";
import type { WorkerLease } from "@dualtrack/db";
import { type JobHelpers, type ParsedCronItem, parseCronItems, type TaskList } from "graphile-worker";
import { reconcileWindowMs } from "./reconcile-window.ts";

/** Scheduled tasks: `[name, crontab pattern, function]`. Each run happens once, in one of all processes. */
type Schedule = readonly [
  name: ScheduledTask,
  match: string,
  run: (shop: Shop, lease: WorkerLease) => Promise<unknown>,
];
const schedules = [
  ["free-abandoned-jobs", "* * * * *", (_shop, lease) => lease.freeAbandonedJobs()],
  ["sync-orders", "* * * * *", syncInBackground],
  ["watch-switches", "* * * * *", resumeHeldWork],
  ["expire-checkouts", "* * * * *", (shop) => expireCheckouts(shop)],
  ["move-drops-on", "* * * * *", moveDropsOn],
  ["probe-failing-stripe", "* * * * *", probeFailingStripe],
  ["check-alerts", "* * * * *", checkAlerts],
  ["sample-health", "* * * * *", sampleHealth],
  ["remind-bookings", "*/5 * * * *", remindBookings],
  ["follow-unsent-refunds", "37 * * * *", followUnsentRefunds],
  ["watch-authorizations", "13 * * * *", watchAuthorizations],
  ["follow-tax-records", "47 * * * *", followTaxRecords],
  ["follow-labels", "27 * * * *", followLabels],
  ["request-exchange-rates", "23 * * * *", requestExchangeRates],
  ["remove-old", "53 3 * * *", removeOld],
  ["audit-ledger-nightly", "41 4 * * *", runLedgerAudit],
  ["remove-unused-uploads", "33 * * * *", removeUnusedUploads],
  ["forget-old-calls", "17 * * * *", forgetOldCalls],
  ["reconcile", "7 * * * *", (shop) => reconcile(shop, { windowMs: reconcileWindowMs })],
] as const satisfies readonly Schedule[];

export type ScheduleName = (typeof schedules)[number][0];

/**
 * A task that was cut off when a process ended goes on when one starts, not at the next full minute. Reconciliation
 * finds out whether the database was restored from a dump.
 */
export const schedulesAtStart: readonly ScheduleName[] = ["free-abandoned-jobs", "sync-orders", "reconcile"];

export function cronItems(): ParsedCronItem[] {
  return parseCronItems(schedules.map(([task, match]) => ({ task, match, options: { backfillPeriod: 0 } })));
}

export function scheduledTasks(shop: Shop, lease: WorkerLease): TaskList {
  return Object.fromEntries(
    schedules.map(([name, , work]: Schedule) => [
      name,
      async (payload: unknown, { job: { id, attempts } }: JobHelpers) => {
        const report = await keepFailure(shop, { id, payload, attempts }, () =>
          inBackground(() => work(shop, lease)),
        );
        shop.log.debug({ report }, "schedule done");
      },
    ]),
  );
}
