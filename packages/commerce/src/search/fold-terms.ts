import { foldWords, type Tx } from "@dualtrack/db";

/** Of each word its writings, one of which must be found: without accents, and spelled out (ü as ue). */
export async function foldTerms(tx: Tx, words: readonly string[]): Promise<string[][]> {
  const folded = words.length === 0 ? [] : await foldWords(tx, words);
  return folded.map(({ plain, spelledOut }, index) => [
    ...new Set([plain || (words[index] ?? ""), spelledOut].filter(Boolean)),
  ]);
}
