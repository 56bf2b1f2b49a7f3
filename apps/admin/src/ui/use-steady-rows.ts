import { useState } from "react";

export interface SteadyRow<Row> {
  row: Row;
  /** It is in the list no longer; this is how it was last. */
  isEnded: boolean;
}

interface Shown<Row> {
  latest: readonly Row[] | undefined;
  rows: Map<string, Row>;
}

/**
 * A live list that does not move while it is read: what has gone stays in place and is marked, what is new waits,
 * counted, until `refresh` is called. Facts within a row are always the latest.
 */
export function useSteadyRows<Row>(latest: readonly Row[] | undefined, keyOf: (row: Row) => string) {
  const keyed = (rows: readonly Row[]) => new Map(rows.map((row) => [keyOf(row), row]));
  const [shown, setShown] = useState<Shown<Row>>({ latest: undefined, rows: new Map() });
  const isFirst = shown.latest === undefined;
  const now = latest === undefined ? shown.rows : keyed(latest);
  if (latest !== shown.latest && latest !== undefined) {
    const kept = [...shown.rows].map(([key, row]): [string, Row] => [key, now.get(key) ?? row]);
    setShown({ latest, rows: isFirst ? now : new Map(kept) });
  }
  return {
    rows: [...shown.rows].map(
      ([key, row]): SteadyRow<Row> => ({ row: now.get(key) ?? row, isEnded: !now.has(key) }),
    ),
    newCount: isFirst ? 0 : [...now.keys()].filter((key) => !shown.rows.has(key)).length,
    refresh: () => setShown({ latest, rows: now }),
  };
}
