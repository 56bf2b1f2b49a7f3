import { productStatuses } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { trpc } from "../../server/trpc.ts";
import { ListFilters } from "../../ui/list-filters.tsx";
import { statusBadges } from "./product-badges.ts";
import type { ProductSearch } from "./product-search.ts";

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
    <ListFilters
      search={{
        ...{
          label: "Search products",
          placeholder: "Title, artist, address or SKU",
          value: search.q,
          onLeave,
        },
        onChange: (q) => onChange({ q }),
      }}
      states={productStatuses.map((value) => ({ value, label: statusBadges[value].label }))}
      state={search.status}
      onState={(status) => onChange({ status })}
    >
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
    </ListFilters>
  );
}
