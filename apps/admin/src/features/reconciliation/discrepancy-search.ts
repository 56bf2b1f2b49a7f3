import { type DiscrepancyKind, discrepancyKinds } from "@dualtrack/contract";
import { readOneOf, readText, readUuid } from "../../search-params.ts";

/** What the page's address holds. Defaults are left out. */
export interface DiscrepancySearch {
  /** Undefined: the open ones. */
  show?: "closed" | undefined;
  kind?: DiscrepancyKind | undefined;
  q?: string | undefined;
  /** A run by hand that is shown. */
  run?: string | undefined;
}

export function readDiscrepancySearch(search: Record<string, unknown>): DiscrepancySearch {
  return {
    show: readOneOf(search.show, ["closed"]),
    kind: readOneOf(search.kind, discrepancyKinds),
    q: readText(search.q),
    run: readUuid(search.run),
  };
}

/** The filter in the form that the server expects. */
export function discrepancyQuery({ show = undefined, kind, q }: DiscrepancySearch) {
  return { show: show ?? ("open" as const), kind, q };
}

export function isFiltered({ kind, q }: DiscrepancySearch): boolean {
  return kind !== undefined || q !== undefined;
}
