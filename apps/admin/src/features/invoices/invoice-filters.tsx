import { invoiceKindLabels, invoiceKinds } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import { DayField } from "../../ui/day-field.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import type { InvoiceSearch } from "./invoice-search.ts";
import classes from "./invoices.module.css";

const kinds = [
  { value: "", label: "All" },
  ...invoiceKinds.map((value) => ({ value, label: invoiceKindLabels[value] })),
];

/** Filters by number, order or customer, kind, and days of issue. */
export function InvoiceFilters({
  search,
  onChange,
}: {
  search: InvoiceSearch;
  onChange: (part: InvoiceSearch) => void;
}) {
  const day = (name: "from" | "to", label: string) => (
    <DayField label={label} value={search[name]} onChange={(wanted) => onChange({ [name]: wanted })} />
  );
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search invoices"
        placeholder="Number, order, customer"
        value={search.q ?? ""}
        onChange={(text) => onChange({ q: text === "" ? undefined : text })}
      />
      <NativeSelect
        size="xs"
        label="Kind"
        data={kinds}
        value={search.kind ?? ""}
        onChange={(event) => onChange({ kind: readOneOf(event.currentTarget.value, invoiceKinds) })}
      />
      {day("from", "From")}
      {day("to", "To")}
    </div>
  );
}
