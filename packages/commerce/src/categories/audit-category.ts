import type { AuditAction } from "@dualtrack/contract";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import type { CategoryRow } from "./category-rows.ts";

/** Selects the audit entries of a category, whose subject is its name. */
export function categoryAuditFilter(name: string) {
  return { subject: name, action: { startsWith: "category." } };
}

/** Writes an audit entry with the differences between two states of a category; none if nothing differs. */
export function auditCategory(
  unit: StaffUnit,
  {
    action,
    before,
    after,
  }: {
    action: Extract<AuditAction, `category.${string}`>;
    /** Null: it does not exist. */
    before: CategoryRow | null;
    after: CategoryRow | null;
  },
): Promise<void> {
  const subject = after?.name ?? before?.name ?? "";
  return writeChanges(unit, { action, subject, before: factsOf(before), after: factsOf(after) });
}

function factsOf(category: CategoryRow | null): Facts {
  if (category === null) return {};
  const { name, slug, description } = category;
  return { name, address: slug, description };
}
