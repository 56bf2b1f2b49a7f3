import { useLocalStorage } from "@mantine/hooks";
import { readList } from "../../search-params.ts";
import { type ColumnId, columnIds, usualColumns } from "./columns.tsx";

/**
 * Which columns this browser shows. It is no part of the address: a shared list says what to look at, and how wide
 * the table may be is a matter of its reader's screen and work.
 */
export function useColumns(): [readonly ColumnId[], (columns: readonly ColumnId[]) => void] {
  const [columns, setColumns] = useLocalStorage<readonly ColumnId[]>({
    key: "dualtrack.orders.columns",
    defaultValue: usualColumns,
    getInitialValueInEffect: false,
    deserialize: (text) =>
      text === undefined || text === "" ? usualColumns : (readList(text, columnIds) ?? []),
    serialize: (chosen) => chosen.join(",") || "none",
  });
  return [columns, setColumns];
}
