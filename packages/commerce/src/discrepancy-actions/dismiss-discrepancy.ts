import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { lockDiscrepancy, recordDismissal } from "../discrepancies/record-finding.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { moneyOf, subjectOf } from "./repair-discrepancy.ts";

interface Dismiss {
  discrepancyId: string;
  /** As it was shown. */
  version: number;
  /** Why. */
  note: string;
  by: Actor;
}

/**
 * Leaves a discrepancy as it is, for a reason: it is not found again unless it is about another amount. A repeated call changes nothing.
 * DISCREPANCY_NOT_FOUND, DISCREPANCY_CLOSED, DISCREPANCY_CHANGED.
 */
export function dismissDiscrepancy(shop: Shop, { discrepancyId, version, note, by }: Dismiss): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const row = await lockDiscrepancy(tx, discrepancyId);
    if (row === null) throw new DomainError("DISCREPANCY_NOT_FOUND", {});
    if (row.state === "dismissed" && row.resolvedBy === by.name && row.note === note) return;
    if (row.state !== "open")
      throw new DomainError("DISCREPANCY_CLOSED", { state: row.state, by: row.resolvedBy });
    if (row.version !== version) throw new DomainError("DISCREPANCY_CHANGED", {});
    await recordDismissal(tx, { id: row.id, by: by.name, note, at: now });
    await writeAudit(unit, {
      action: "discrepancy.dismiss",
      subject: subjectOf(row),
      before: { ...moneyOf(row) },
      after: { discrepancy: row.kind, note },
    });
  });
}
