import { webhookEventStates } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { readDay } from "../../search-params.ts";
import { eventLooks } from "./webhook-looks.ts";
import { isFiltered, type WebhookSearch } from "./webhook-search.ts";
import classes from "./webhooks.module.css";

/** The types that the shop acts on, offered while somebody types. */
const types = [
  "payment_intent.",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "charge.",
  "refund.",
];

/** What to leave out of the inbox. Each change goes to the address bar. */
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
  const toggle = (word: (typeof state)[number]) =>
    onChange({ state: state.includes(word) ? state.filter((other) => other !== word) : [...state, word] });
  return (
    <fieldset className={classes.filters} aria-label="Filters">
      <LazyInput
        className={classes.search ?? ""}
        label="Order, event or object"
        placeholder="DT-1042, evt_…, pi_…"
        value={search.q}
        onCommit={(q) => onChange({ q })}
      />
      <LazyInput
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
      <Day label="From" value={search.from} onChange={(from) => onChange({ from })} />
      <Day label="To" value={search.to} onChange={(to) => onChange({ to })} />
      <div className={classes.states}>
        {webhookEventStates.map((word) => (
          <Button
            key={word}
            size="xs"
            variant="default"
            className={classes.flag ?? ""}
            aria-pressed={state.includes(word)}
            data-active={state.includes(word) || undefined}
            onClick={() => toggle(word)}
          >
            {eventLooks[word].word}
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

/** Tells what was typed when it is finished: by Enter, or by going elsewhere. */
function LazyInput({
  value,
  onCommit,
  ...input
}: {
  label: string;
  placeholder: string;
  className: string;
  list?: string;
  value: string | undefined;
  onCommit: (text: string | undefined) => void;
}) {
  const commit = (text: string) => {
    if (text.trim() !== (value ?? "")) onCommit(text.trim() || undefined);
  };
  return (
    <TextInput
      {...input}
      size="xs"
      key={value}
      defaultValue={value ?? ""}
      onBlur={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
    />
  );
}

function Day(props: {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date"
      size="xs"
      label={props.label}
      // Uncontrolled, and told only when it is a whole day: a half-typed year is none yet.
      key={props.value}
      defaultValue={props.value ?? ""}
      onChange={(event) => {
        const day = readDay(event.currentTarget.value);
        if (day !== undefined && day >= "2000") props.onChange(day);
        else if (event.currentTarget.value === "" && event.currentTarget.validity.valid)
          props.onChange(undefined);
      }}
    />
  );
}
