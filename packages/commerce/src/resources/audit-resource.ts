import type { AuditAction } from "@dualtrack/contract";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import { type ResourceRow, weekOf } from "./resource-rows.ts";

/** Selects the audit entries of a resource, whose subject is its name. */
export function resourceAuditFilter(name: string) {
  return { subject: name, action: { startsWith: "resource." } };
}

/** Writes an audit entry with the differences between two states of a resource; none if nothing differs. */
export function auditResource(
  unit: StaffUnit,
  {
    action,
    before,
    after,
  }: {
    action: Extract<AuditAction, `resource.${string}`>;
    /** Null: it does not exist. */
    before: ResourceRow | null;
    after: ResourceRow;
  },
): Promise<void> {
  return writeChanges(unit, { action, subject: after.name, before: factsOf(before), after: factsOf(after) });
}

function factsOf(resource: ResourceRow | null): Facts {
  if (resource === null) return {};
  const isArchived = resource.archivedAt !== null;
  return { name: resource.name, ...(isArchived ? { isArchived } : {}), hours: weekOf(resource) };
}
