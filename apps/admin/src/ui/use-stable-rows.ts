import { useState } from "react";

export interface StableRow<Row> {
  row: Row;
  /** Whether the row has left the list; it shows its last state. */
  isEnded: boolean;
}

interface Shown<Row> {
  latest: readonly Row[] | undefined;
  rows: Map<string, Row>;
}

/**
 * A live list that does not move while it is read: rows that have ended stay in place and are marked, new rows wait,
 * counted, until `refresh` is called. The content of a row is always the latest.
 */
export function useStableRows<Row>(latest: readonly Row[] | undefined, keyOf: (row: Row) => string) {
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
      ([key, row]): StableRow<Row> => ({ row: now.get(key) ?? row, isEnded: !now.has(key) }),
    ),
    newCount: isFirst ? 0 : [...now.keys()].filter((key) => !shown.rows.has(key)).length,
    refresh: () => setShown({ latest, rows: now }),
  };
}
