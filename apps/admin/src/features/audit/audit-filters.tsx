import { auditActions, formatOrderNumber } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { actionLabels } from "../../labels.ts";
import { readOneOf } from "../../search-params.ts";
import { DayField } from "../../ui/day-field.tsx";
import { LazyField } from "../../ui/lazy-field.tsx";
import classes from "./audit.module.css";
import type { AuditSearch } from "./audit-search.ts";

const actions = [
  { value: "", label: "Everything" },
  ...auditActions.map((value) => ({ value, label: actionLabels[value].replace(/:$/, "") })),
];

/** Filters by person, action, subject and day. A text field applies on Enter or when it loses the focus. */
export function AuditFilters({
  search,
  onChange,
}: {
  search: AuditSearch;
  onChange: (part: AuditSearch) => void;
}) {
  const text = (name: "subject" | "person", label: string, placeholder: string) => (
    <LazyField
      label={label}
      placeholder={placeholder}
      value={search[name]}
      onCommit={(wanted) => onChange({ [name]: wanted })}
    />
  );
  const day = (name: "from" | "to", label: string) => (
    <DayField label={label} value={search[name]} onChange={(wanted) => onChange({ [name]: wanted })} />
  );
  return (
    <div className={classes.filters}>
      {text("subject", "Done to", `${formatOrderNumber(1042)}, a SKU, an address`)}
      {text("person", "Done by", "Name or e-mail")}
      <NativeSelect
        size="xs"
        label="What"
        data={actions}
        value={search.action ?? ""}
        onChange={(event) => onChange({ action: readOneOf(event.currentTarget.value, auditActions) })}
      />
      {day("from", "From")}
      {day("to", "To")}
    </div>
  );
}
