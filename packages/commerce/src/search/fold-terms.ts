import { foldWords, type Tx } from "@dualtrack/db";

/** For each word its spellings, one of which must be found: without accents, and with them spelled out (ü as ue). */
export async function foldTerms(tx: Tx, words: readonly string[]): Promise<string[][]> {
  const folded = words.length === 0 ? [] : await foldWords(tx, words);
  return folded.map(({ plain, spelledOut }, index) => [
    ...new Set([plain || (words[index] ?? ""), spelledOut].filter(Boolean)),
  ]);
}
