import type { Tx } from "@dualtrack/db";
import { asMatched } from "./as-matched.ts";
import { foldTerms } from "./fold-terms.ts";

/** The terms of a search text: each must be found in one of its spellings. An empty text has no terms. */
export function readSearchTerms(tx: Tx, q: string | undefined): Promise<string[][]> {
  return foldTerms(
    tx,
    asMatched(q ?? "")
      .split(" ")
      .filter(Boolean),
  );
}
