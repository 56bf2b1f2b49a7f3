import { type AuditAction, auditActions } from "@dualtrack/contract";
import { readDay, readOneOf, readText } from "../../search-params.ts";

/** The audit log's filters, as they stand in the address. */
export interface AuditSearch {
  subject?: string | undefined;
  person?: string | undefined;
  action?: AuditAction | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    subject: readText(search.subject, 320),
    person: readText(search.person, 320),
    action: readOneOf(search.action, auditActions),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}
