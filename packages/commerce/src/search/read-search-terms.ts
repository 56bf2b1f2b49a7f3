import type { Tx } from "@dualtrack/db";
import { asMatched } from "./as-matched.ts";
import { foldTerms } from "./fold-terms.ts";

/** The words of a search, in any order: each must be found in one of its writings. Nothing typed is no word. */
export function readSearchTerms(tx: Tx, q: string | undefined): Promise<string[][]> {
  return foldTerms(
    tx,
    asMatched(q ?? "")
      .split(" ")
      .filter(Boolean),
  );
}
