import type { Tx } from "@dualtrack/db";
import type { Shop } from "./shop.ts";

/**
 * Reads something once per transaction, however many of its steps need it: later ones get the same answer. For what no transaction reads
 * and changes. Outside of a transaction it is read each time.
 */
export function oncePerTransaction<Answer>(
  read: (tx: Tx) => Promise<Answer>,
): (shop: Shop, tx: Tx) => Promise<Answer> {
  const answers = new WeakMap<Tx, Promise<Answer>>();
  return (shop, tx) => {
    if (tx === shop.db) return read(tx);
    const answer = answers.get(tx) ?? read(tx);
    answers.set(tx, answer);
    return answer;
  };
}
