import { formatOrderNumber, ignoredReasons, webhookEventStates } from "@dualtrack/contract";
import { Button, NativeSelect } from "@mantine/core";
import { ignoredLabels } from "../../labels.ts";
import { readList } from "../../search-params.ts";
import { DayField } from "../../ui/day-field.tsx";
import { LazyField } from "../../ui/lazy-field.tsx";
import { eventBadges } from "./webhook-badges.ts";
import { isFiltered, type WebhookSearch } from "./webhook-search.ts";
import classes from "./webhooks.module.css";

/** The event types that the shop handles, offered while the person types. */
const types = [
  "payment_intent.",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "charge.",
  "refund.",
];

/** The inbox's filters. Each change is written to the address. */
export function EventFilters({
  search,
  onChange,
  onClear,
}: {
  search: WebhookSearch;
  onChange: (change: WebhookSearch) => void;
  onClear: () => void;
}) {
  const { state = [] } = search;
  const toggle = (label: (typeof state)[number]) =>
    onChange({ state: state.includes(label) ? state.filter((other) => other !== label) : [...state, label] });
  return (
    <fieldset className={classes.filters} aria-label="Filters">
      <LazyField
        className={classes.search ?? ""}
        label="Order, event or object"
        placeholder={`${formatOrderNumber(1042)}, evt_…, pi_…`}
        value={search.q}
        onCommit={(q) => onChange({ q })}
      />
      <LazyField
        className={classes.type ?? ""}
        label="Type begins with"
        placeholder="charge."
        list="event-types"
        value={search.type}
        onCommit={(type) => onChange({ type })}
      />
      <datalist id="event-types">
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <NativeSelect
        size="xs"
        label="Ignored because"
        className={classes.type ?? ""}
        value={search.reason?.[0] ?? ""}
        onChange={({ currentTarget }) => onChange({ reason: readList(currentTarget.value, ignoredReasons) })}
        data={[
          { value: "", label: "Any event" },
          ...ignoredReasons.map((value) => ({ value, label: ignoredLabels[value] })),
        ]}
      />
      <DayField label="From" value={search.from} onChange={(from) => onChange({ from })} />
      <DayField label="To" value={search.to} onChange={(to) => onChange({ to })} />
      <div className={classes.states}>
        {webhookEventStates.map((label) => (
          <Button
            key={label}
            size="xs"
            variant="default"
            className={classes.flag ?? ""}
            aria-pressed={state.includes(label)}
            data-active={state.includes(label) || undefined}
            onClick={() => toggle(label)}
          >
            {eventBadges[label].label}
          </Button>
        ))}
        {isFiltered(search) && (
          <Button size="xs" variant="subtle" onClick={onClear}>
            Clear filters
          </Button>
        )}
      </div>
    </fieldset>
  );
}
