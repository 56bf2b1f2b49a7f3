import type { AuditAction } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";

/** Selects the audit entries of a product, whose subject is its slug. */
function productAuditFilter(slug: string) {
  return { subject: slug, action: { startsWith: "product." } };
}

/** Who changed a product last, and when; null if the audit log has no entry, as for demo products. */
export async function lastProductChange(db: Tx, slug: string): Promise<{ by: string; at: string } | null> {
  const last = await db.auditEntry.findFirst({
    where: productAuditFilter(slug),
    orderBy: { id: "desc" },
    select: { staffName: true, at: true },
  });
  return last === null ? null : { by: last.staffName, at: last.at.toISOString() };
}

/** Writes an audit entry with the differences between two states of a product; none if nothing differs. */
export function auditProduct(
  unit: StaffUnit,
  entry: {
    action: Extract<AuditAction, `product.${string}`>;
    subject: string;
    before: Facts;
    after: Facts;
  },
): Promise<void> {
  return writeChanges(unit, entry);
}
