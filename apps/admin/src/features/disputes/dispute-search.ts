import { type DisputeListName, type DisputeStatus, disputeLists, disputeStatuses } from "@dualtrack/contract";
import { readOneOf, readText } from "../../search-params.ts";

/** What the page's address holds. Defaults are left out. */
export interface DisputeSearch {
  list?: DisputeListName | undefined;
  status?: DisputeStatus | undefined;
  q?: string | undefined;
}

export function readDisputeSearch(search: Record<string, unknown>): DisputeSearch {
  const list = readOneOf(search.list, disputeLists);
  return {
    list: list === "open" ? undefined : list,
    status: readOneOf(search.status, disputeStatuses),
    q: readText(search.q),
  };
}
