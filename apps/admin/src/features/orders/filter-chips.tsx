import { riskBadges } from "../../dispute-badges.ts";
import { bankFilterLabel, fulfilmentBadges, paymentBadges, stateBadges } from "../../order-badges.ts";
import { useSettings } from "../../server/settings.ts";
import { type ActiveFilter, ActiveFilters } from "../../ui/active-filters.tsx";
import type { ChangeSearch, OrderSearch } from "./order-search.ts";

/** The active filters; a press on one removes it. */
export function FilterChips({
  search,
  onChange,
  onClear,
}: {
  search: OrderSearch;
  onChange: ChangeSearch;
  onClear: () => void;
}) {
  const { baseCurrency: currency } = useSettings();
  const filters = filtersOf(search, currency.toUpperCase());
  return <ActiveFilters filters={filters} onChange={onChange} onClear={onClear} />;
}

function filtersOf(search: OrderSearch, currency: string): ActiveFilter<OrderSearch>[] {
  const {
    q,
    state = [],
    payment = [],
    fulfilment = [],
    risk = [],
    provisional,
    bank,
    attention,
    from,
    to,
    bookedFrom,
    bookedTo,
    min,
    max,
  } = search;
  return [
    ...(q ? [{ label: `“${q}”`, without: { q: undefined } }] : []),
    ...state.map((it) => ({
      label: stateBadges[it].label,
      without: { state: state.filter((other) => other !== it) },
    })),
    ...payment.map((it) => ({
      label: paymentBadges[it].label,
      without: { payment: payment.filter((other) => other !== it) },
    })),
    ...fulfilment.map((it) => ({
      label: fulfilmentBadges[it].label,
      without: { fulfilment: fulfilment.filter((other) => other !== it) },
    })),
    ...risk.map((it) => ({
      label: riskBadges[it].label,
      without: { risk: risk.filter((other) => other !== it) },
    })),
    ...(attention ? [{ label: "Needs attention", without: { attention: undefined } }] : []),
    ...(bank ? [{ label: bankFilterLabel, without: { bank: undefined } }] : []),
    ...(provisional ? [{ label: "Provisional", without: { provisional: undefined } }] : []),
    ...(from ? [{ label: `From ${from}`, without: { from: undefined } }] : []),
    ...(to ? [{ label: `To ${to}`, without: { to: undefined } }] : []),
    ...(bookedFrom ? [{ label: `Booked from ${bookedFrom}`, without: { bookedFrom: undefined } }] : []),
    ...(bookedTo ? [{ label: `Booked to ${bookedTo}`, without: { bookedTo: undefined } }] : []),
    ...(min ? [{ label: `At least ${currency} ${min}`, without: { min: undefined } }] : []),
    ...(max ? [{ label: `At most ${currency} ${max}`, without: { max: undefined } }] : []),
  ];
}
