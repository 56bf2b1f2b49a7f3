import { readDay, readText } from "../../search-params.ts";

/** The audit log's filters, as they stand in the address. */
export interface AuditSearch {
  subject?: string | undefined;
  person?: string | undefined;
  /** One of `auditActions`, which only the page itself loads: their list is too long for the first page. */
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    subject: readText(search.subject, 320),
    person: readText(search.person, 320),
    action: readText(search.action, 60),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}
