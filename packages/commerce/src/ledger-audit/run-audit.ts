import { randomUUIDv7 } from "node:crypto";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditLedger } from "./audit-ledger.ts";

/** So many of the rows that break a promise are kept. */
const maxExamples = 50;

/** Audits the ledger, and stores what it has found. Throws when Stripe can't be read: then the result before stays. */
export async function runLedgerAudit(shop: Shop): Promise<{ violations: number }> {
  const startedAt = shop.clock.now();
  const begun = performance.now();
  const { violations, payments, disputes, orders, variants } = await auditLedger(shop);
  await shop.db.ledgerAuditRun.create({
    data: {
      id: randomUUIDv7(),
      startedAt,
      durationMs: Math.round(performance.now() - begun),
      ...{ payments, disputes, orders, variants },
      violations: violations.length,
      stockViolations: violations.filter(({ promise }) => promise === 2).length,
      examples: JSON.parse(JSON.stringify(violations.slice(0, maxExamples))),
    },
  });
  if (violations.length > 0)
    shop.log.error({ violations: violations.length }, "the ledger audit found faults");
  return { violations: violations.length };
}

/** Queues an audit for now, as staff do after they have mended something. */
export function requestLedgerAudit(shop: Shop, { by }: { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    await queueJob(unit.tx, "audit-ledger", {}, { key: "audit-ledger" });
    await writeAudit(unit, { action: "ledger.audit", subject: "payments", before: {}, after: {} });
  });
}

/** The last audit; null: there was none yet. Times are ISO instants. */
export async function getLedgerAudit(shop: Shop) {
  const run = await shop.db.ledgerAuditRun.findFirst({ orderBy: { startedAt: "desc" } });
  if (run === null) return null;
  const { startedAt, durationMs, payments, disputes, orders, variants, violations, examples } = run;
  return {
    startedAt: startedAt.toISOString(),
    ...{ durationMs, payments, disputes, orders, variants, violations },
    examples: examples as { promise: number; problem: string; row: Record<string, string | number | null> }[],
  };
}
