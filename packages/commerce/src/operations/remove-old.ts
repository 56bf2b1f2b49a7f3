import { removeOldJobs } from "@dualtrack/db";
import { alertRetention } from "../alerts/alert-retention.ts";
import { cartRetention } from "../cart/cart-retention.ts";
import { discrepancyRetention } from "../discrepancies/discrepancy-retention.ts";
import { downloadRetention } from "../downloads/download-retention.ts";
import { draftOrderRetention } from "../draft-orders/draft-order-retention.ts";
import { dropRetention } from "../drops/drop-retention.ts";
import { failureRetention } from "../failed-jobs/failure-retention.ts";
import { healthRetention } from "../health/health-retention.ts";
import { labelRetention } from "../labels/label-retention.ts";
import { auditRetention } from "../ledger-audit/audit-retention.ts";
import { liveRateRetention } from "../live-rates/live-rate-retention.ts";
import { messageRetention } from "../messages/message-retention.ts";
import { sessionRetention } from "../payment-sessions/session-retention.ts";
import { stripeCallRetention } from "../payment-timeline/store-stripe-calls.ts";
import { reconciliationRetention } from "../reconciliation/reconciliation-retention.ts";
import type { Retention } from "../retention.ts";
import type { Shop } from "../shop.ts";
import { staffRetention } from "../staff/staff-retention.ts";
import { taxCalculationRetention } from "../stripe-tax/tax-calculation-retention.ts";
import { syncRetention } from "../sync/sync-retention.ts";
import { vatIdRetention } from "../tax/vat-id-retention.ts";
import { transact } from "../unit-of-work.ts";
import { webhookRetention } from "../webhooks/webhook-retention.ts";

/** Everything that is removed after its retention; each room defines its own. */
const retentions: readonly Retention[] = [
  cartRetention,
  draftOrderRetention,
  dropRetention,
  sessionRetention,
  ...webhookRetention,
  syncRetention,
  stripeCallRetention,
  alertRetention,
  auditRetention,
  reconciliationRetention,
  discrepancyRetention,
  ...healthRetention,
  ...labelRetention,
  ...liveRateRetention,
  downloadRetention,
  messageRetention,
  vatIdRetention,
  taxCalculationRetention,
  { name: "jobs", after: "jobs", remove: removeOldJobs },
  failureRetention,
  ...staffRetention,
];

/** Rows per transaction, so that locks are short. */
const batchSize = 500;

/** The most transactions of one kind per run; the next day's run continues. */
const maxBatches = 400;

const dayMs = 24 * 60 * 60_000;

/**
 * Removes data after its retention; data that orders, payments, bookkeeping or the reconciliation need is kept. Answers the
 * number of removed rows of each kind. It may be killed at any point, and may run twice at a time.
 */
export async function removeOld(shop: Shop): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const { name, after, remove } of retentions) {
    const days = typeof after === "string" ? shop.settings.keptDays[after] : after.days;
    const ageMs = days * dayMs;
    let count = 0;
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const rows = await transact(shop, "expiry", ({ tx, now }) =>
        remove(tx, { before: new Date(now.getTime() - ageMs), limit: batchSize }),
      );
      count += rows;
      if (rows < batchSize) break;
    }
    removed[name] = count;
  }
  return removed;
}
