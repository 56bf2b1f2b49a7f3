import {
  type StockListName,
  type StockMovementKind,
  type StockSort,
  stockLists,
  stockMovementKinds,
  stockSorts,
} from "@dualtrack/contract";
import { readCount, readOneOf, readText } from "../../search-params.ts";

/** What the list's address holds. Defaults are left out. */
export interface StockSearch {
  q?: string | undefined;
  show?: StockListName | undefined;
  sort?: StockSort | undefined;
  page?: number | undefined;
}

export function readStockSearch(search: Record<string, unknown>): StockSearch {
  const show = readOneOf(search.show, stockLists);
  const sort = readOneOf(search.sort, stockSorts);
  const page = readCount(search.page);
  return {
    q: readText(search.q),
    show: show === "all" ? undefined : show,
    sort: sort === "product" ? undefined : sort,
    page: page === 1 ? undefined : page,
  };
}

/** What the address of one variant's stock page holds. */
export interface MovementSearch {
  kind?: StockMovementKind | undefined;
}

export function readMovementSearch(search: Record<string, unknown>): MovementSearch {
  return { kind: readOneOf(search.kind, stockMovementKinds) };
}
