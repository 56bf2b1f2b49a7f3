import { Button, UnstyledButton } from "@mantine/core";
import { fulfilmentLooks, paymentLooks, stateLooks } from "../../order-words.ts";
import classes from "./filters.module.css";
import type { ChangeSearch } from "./order-filters.tsx";
import { filterCurrency, type OrderSearch } from "./order-search.ts";

interface Chip {
  label: string;
  without: OrderSearch;
}

/** What is left out of the list just now; a press lets it in again. */
export function FilterChips({
  search,
  onChange,
  onClear,
}: {
  search: OrderSearch;
  onChange: ChangeSearch;
  onClear: () => void;
}) {
  const chips = chipsOf(search);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Active filters">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <UnstyledButton
            className={classes.chip}
            aria-label={`Remove the filter ${label}`}
            onClick={() => onChange(without)}
          >
            {label} <span aria-hidden="true">×</span>
          </UnstyledButton>
        </li>
      ))}
      <li>
        <Button size="compact-xs" variant="subtle" onClick={onClear}>
          Clear filters
        </Button>
      </li>
    </ul>
  );
}

function chipsOf(search: OrderSearch): Chip[] {
  const { q, state = [], payment = [], fulfilment = [], provisional, attention, from, to, min, max } = search;
  const currency = filterCurrency.toUpperCase();
  return [
    ...(q ? [{ label: `“${q}”`, without: { q: undefined } }] : []),
    ...state.map((it) => ({
      label: stateLooks[it].word,
      without: { state: state.filter((other) => other !== it) },
    })),
    ...payment.map((it) => ({
      label: paymentLooks[it].word,
      without: { payment: payment.filter((other) => other !== it) },
    })),
    ...fulfilment.map((it) => ({
      label: fulfilmentLooks[it].word,
      without: { fulfilment: fulfilment.filter((other) => other !== it) },
    })),
    ...(attention ? [{ label: "Needs attention", without: { attention: undefined } }] : []),
    ...(provisional ? [{ label: "Provisional", without: { provisional: undefined } }] : []),
    ...(from ? [{ label: `From ${from}`, without: { from: undefined } }] : []),
    ...(to ? [{ label: `To ${to}`, without: { to: undefined } }] : []),
    ...(min ? [{ label: `At least ${currency} ${min}`, without: { min: undefined } }] : []),
    ...(max ? [{ label: `At most ${currency} ${max}`, without: { max: undefined } }] : []),
  ];
}
