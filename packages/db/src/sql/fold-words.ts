import type { Tx } from "../connect.ts";

export interface FoldedWord {
  /** Small letters without accents: `muller`. */
  plain: string;
  /** Small letters as they are typed where there are none with accents: `mueller`. */
  spelledOut: string;
}

/** Words as they stand in `order_search`, in the order in which they are given. */
export function foldWords(tx: Tx, words: readonly string[]): Promise<FoldedWord[]> {
  return tx.$queryRaw<FoldedWord[]>`
    select plain_letters(word) as plain, spelled_out_letters(word) as "spelledOut"
    from unnest(${words}::text[]) with ordinality as given (word, place)
    order by place`;
}
