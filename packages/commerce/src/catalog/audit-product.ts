import type { AuditAction } from "@dualtrack/contract";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";

/** Selects the audit entries of a product, whose subject is its slug. */
export function productAuditFilter(slug: string) {
  return { subject: slug, action: { startsWith: "product." } };
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
