import { stockLists, stockSorts } from "@dualtrack/contract";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import classes from "./stock.module.css";
import { listLabels, sortLabels } from "./stock-labels.ts";
import type { StockSearch } from "./stock-search.ts";

/** Filters and sorting of the variants. Each change is written to the address, and begins at the first page. */
export function StockFilters({
  search,
  counts,
  onChange,
}: {
  search: StockSearch;
  counts: Record<"all" | "low" | "out", number> | undefined;
  onChange: (part: StockSearch) => void;
}) {
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search stock"
        placeholder="Product, artist or SKU"
        value={search.q ?? ""}
        onChange={(q) => onChange({ q: q === "" ? undefined : q })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={stockLists.map((value) => ({
          value,
          label: counts === undefined ? listLabels[value] : `${listLabels[value]} ${counts[value]}`,
        }))}
        value={search.show ?? "all"}
        onChange={(value) => onChange({ show: readOneOf(value, stockLists) })}
      />
      <NativeSelect
        size="xs"
        aria-label="Sort"
        className={classes.sort}
        data={stockSorts.map((value) => ({ value, label: sortLabels[value] }))}
        value={search.sort ?? "product"}
        onChange={(event) => onChange({ sort: readOneOf(event.currentTarget.value, stockSorts) })}
      />
    </div>
  );
}
