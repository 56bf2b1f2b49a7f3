import { type DraftOrderState, draftOrderStates } from "@dualtrack/contract";
import { readOneOf, readText } from "../../search-params.ts";

/** What the list's address says. Nothing is there that is as it always is. */
export interface DraftSearch {
  /** A number, or a part of the customer's name or address. */
  q?: string | undefined;
  state?: DraftOrderState | undefined;
}

export function readDraftSearch(search: Record<string, unknown>): DraftSearch {
  return { q: readText(search.q), state: readOneOf(search.state, draftOrderStates) };
}
