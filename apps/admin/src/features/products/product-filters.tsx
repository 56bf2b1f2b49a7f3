import { productStatuses } from "@dualtrack/contract";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import { trpc } from "../../server/trpc.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import { statusBadges } from "./product-badges.ts";
import type { ProductSearch } from "./product-search.ts";
import classes from "./products.module.css";

/** Which products. Each change goes to the address bar, and begins at the first page. */
export function ProductFilters({
  search,
  onChange,
  onLeave,
}: {
  search: ProductSearch;
  onChange: (part: ProductSearch) => void;
  /** Enter in the search leads to the list. */
  onLeave: () => void;
}) {
  const { categories = [] } = trpc.categories.list.useQuery().data ?? {};
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search products"
        placeholder="Title, artist, address or SKU"
        value={search.q ?? ""}
        onChange={(q) => onChange({ q: q === "" ? undefined : q })}
        onLeave={onLeave}
      />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={[
          { value: "all", label: "All" },
          ...productStatuses.map((value) => ({ value, label: statusBadges[value].label })),
        ]}
        value={search.status ?? "all"}
        onChange={(value) => onChange({ status: readOneOf(value, productStatuses) })}
      />
      {(categories.length > 0 || search.category !== undefined) && (
        <NativeSelect
          size="xs"
          aria-label="Category"
          data={[
            { value: "", label: "All categories" },
            ...categories.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={search.category ?? ""}
          onChange={(event) => onChange({ category: event.currentTarget.value || undefined })}
        />
      )}
    </div>
  );
}
