import { readDay, readText } from "../../search-params.ts";

/** Which entries the address bar asks for. */
export interface AuditSearch {
  subject?: string | undefined;
  person?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    subject: readText(search.subject, 320),
    person: readText(search.person, 320),
    action: readText(search.action, 100),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}
