import { type DropEntryState, dropEntryStates } from "@dualtrack/contract";
import { readOneOf } from "../../search-params.ts";

/** What the address of a drop's line holds. */
interface LineSearch {
  state?: DropEntryState | undefined;
}

export function readLineSearch(search: Record<string, unknown>): LineSearch {
  return { state: readOneOf(search.state, dropEntryStates) };
}
