import { type AlertKind, isUrgent } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { textOf } from "./tell-alerts.ts";

/** What Home tells by itself, with more of each. */
const onHome: readonly AlertKind[] = [
  "manual_sync",
  "webhooks_silent",
  "calls_rejected",
  "dead_jobs",
  "stock_low",
  "worker_silent",
  "stripe_silent",
  "dispute_open",
  "refund_failed",
  "payment_unknown",
  "discrepancy_open",
];

/** For Home: how many urgent alerts nobody takes care of yet, and all of those that Home does not tell otherwise. */
export async function alertAttention(shop: Shop) {
  const open = await shop.db.alert.findMany({
    where: { clearedAt: null, acknowledgedAt: null },
    orderBy: { openedAt: "asc" },
  });
  return {
    count: open.filter(({ kind }) => isUrgent(kind)).length,
    others: open
      .filter(({ kind }) => !onHome.includes(kind))
      .map((alert) => ({ ...textOf(alert), openedAt: alert.openedAt.toISOString() })),
  };
}
