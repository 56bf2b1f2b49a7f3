import { discrepancyKinds } from "@dualtrack/contract";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { discrepancyTexts } from "../../discrepancy-texts.ts";
import { readOneOf } from "../../search-params.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import type { DiscrepancySearch } from "./discrepancy-search.ts";
import classes from "./reconciliation.module.css";

const shows = [
  { value: "open", label: "Open" },
  { value: "closed", label: "Closed" },
];
const kinds = [
  { value: "", label: "All kinds" },
  ...discrepancyKinds.map((value) => ({ value, label: discrepancyTexts[value].title })),
];

export function DiscrepancyFilters({
  search,
  onChange,
}: {
  search: DiscrepancySearch;
  onChange: (part: DiscrepancySearch) => void;
}) {
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search discrepancies"
        placeholder="Order, Stripe id"
        value={search.q ?? ""}
        onChange={(text) => onChange({ q: text === "" ? undefined : text })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={shows}
        value={search.show ?? "open"}
        onChange={(chosen) => onChange({ show: readOneOf(chosen, ["closed"]) })}
      />
      <NativeSelect
        size="xs"
        aria-label="Kind"
        data={kinds}
        value={search.kind ?? ""}
        onChange={(event) => onChange({ kind: readOneOf(event.currentTarget.value, discrepancyKinds) })}
      />
    </div>
  );
}
