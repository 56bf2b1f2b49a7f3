import { payoutStates } from "@dualtrack/contract";
import { Checkbox, NativeSelect } from "@mantine/core";
import { payoutBadges } from "../../payout-texts.ts";
import { readOneOf } from "../../search-params.ts";
import { DayField } from "../../ui/day-field.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import type { PayoutSearch } from "./payout-search.ts";
import classes from "./payouts.module.css";

/** Filters by id, state, currency, day of arrival, and what is wrong. */
export function PayoutFilters({
  search,
  currencies,
  onChange,
}: {
  search: PayoutSearch;
  /** Of the account's balance. */
  currencies: readonly string[];
  onChange: (part: PayoutSearch) => void;
}) {
  const choices = [...new Set([...currencies, ...(search.currency ? [search.currency] : [])])].sort();
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search payouts"
        placeholder="Id of a payout, payment, refund"
        value={search.q ?? ""}
        onChange={(text) => onChange({ q: text === "" ? undefined : text })}
      />
      <NativeSelect
        size="xs"
        label="State"
        data={[
          { value: "", label: "All" },
          ...payoutStates.map((value) => ({ value, label: payoutBadges[value].label })),
        ]}
        value={search.state ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ state: readOneOf(value, payoutStates) })}
      />
      {choices.length > 1 && (
        <NativeSelect
          size="xs"
          label="Currency"
          data={[
            { value: "", label: "All" },
            ...choices.map((value) => ({ value, label: value.toUpperCase() })),
          ]}
          value={search.currency ?? ""}
          onChange={({ currentTarget: { value } }) => onChange({ currency: readOneOf(value, choices) })}
        />
      )}
      <DayField label="Arrives from" value={search.from} onChange={(from) => onChange({ from })} />
      <DayField label="Until" value={search.to} onChange={(to) => onChange({ to })} />
      <Checkbox
        size="xs"
        label="Only what is wrong"
        checked={search.wrong ?? false}
        onChange={({ currentTarget: { checked } }) => onChange({ wrong: checked || undefined })}
      />
    </div>
  );
}
