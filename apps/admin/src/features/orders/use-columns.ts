import { useLocalStorage } from "@mantine/hooks";
import { readList } from "../../search-params.ts";
import { type ColumnId, columnIds, usualColumns } from "./columns.tsx";

/**
 * The columns that this browser shows. They are not in the address: a shared link says what to look at, and the columns
 * depend on each reader's screen and work.
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
