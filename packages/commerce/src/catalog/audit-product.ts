import { isDeepStrictEqual } from "node:util";
import type { AuditAction } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { writeAudit } from "../audit/audit-log.ts";
import type { StaffUnit } from "../unit-of-work.ts";

type Facts = Prisma.InputJsonObject;

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
export async function auditProduct(
  unit: StaffUnit,
  entry: {
    action: Extract<AuditAction, `product.${string}`>;
    subject: string;
    before: Facts;
    after: Facts;
  },
): Promise<void> {
  const { before, after } = differences(entry.before, entry.after);
  if (Object.keys(before).length + Object.keys(after).length === 0) return;
  await writeAudit(unit, { ...entry, before, after });
}

function differences(before: Facts, after: Facts): { before: Facts; after: Facts } {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const changedOf = (facts: Facts) =>
    Object.fromEntries(changed.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
  return { before: changedOf(before), after: changedOf(after) };
}
