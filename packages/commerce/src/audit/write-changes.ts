import { isDeepStrictEqual } from "node:util";
import type { AuditAction } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { StaffUnit } from "../unit-of-work.ts";
import { writeAudit } from "./audit-log.ts";

export type Facts = Prisma.InputJsonObject;

/** Writes an audit entry with the differences between two states of a thing; none if nothing differs. */
export async function writeChanges(
  unit: StaffUnit,
  entry: { action: AuditAction; subject: string; before: Facts; after: Facts },
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
