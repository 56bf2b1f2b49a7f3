import type { Tx } from "../connect.ts";

export interface FoldedWord {
  /** Lower case without accents: `muller`. */
  plain: string;
  /** Lower case with accented letters spelled out: `mueller`. */
  spelledOut: string;
}

/** The spellings of words in `order_search`, in the order of `words`. */
export function foldWords(tx: Tx, words: readonly string[]): Promise<FoldedWord[]> {
  return tx.$queryRaw<FoldedWord[]>`
    select plain_letters(word) as plain, spelled_out_letters(word) as "spelledOut"
    from unnest(${words}::text[]) with ordinality as given (word, place)
    order by place`;
}
