import { addressName, methodName } from "../../decline-source-texts.ts";
import { declineText } from "../../decline-texts.ts";
import type { Decline } from "../../server/trpc.ts";
import { type ActiveFilter, ActiveFilters } from "../../ui/active-filters.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import type { DeclineSearch } from "./decline-search.ts";
import classes from "./declines.module.css";

/** The search field and the active filters; a press on a filter removes it. */
export function DeclineFilters({
  search,
  rows,
  onChange,
  onClear,
}: {
  search: DeclineSearch;
  /** The rows on screen: they have the cards' labels. */
  rows: Decline[];
  onChange: (part: DeclineSearch) => void;
  onClear: () => void;
}) {
  const { q, reason, address, card, email } = search;
  const known = rows.find(({ fingerprint }) => fingerprint === card);
  const chips: ActiveFilter<DeclineSearch>[] = [
    ...(q ? [{ label: `“${q}”`, without: { q: undefined } }] : []),
    ...(reason ? [{ label: declineText(reason), without: { reason: undefined } }] : []),
    ...(address ? [{ label: `From ${addressName(address)}`, without: { address: undefined } }] : []),
    ...(card
      ? [{ label: known ? methodName(known) : "One card or account", without: { card: undefined } }]
      : []),
    ...(email ? [{ label: email, without: { email: undefined } }] : []),
  ];
  return (
    <>
      <div className={classes.filters}>
        <SearchBox
          label="Search declined attempts"
          placeholder="Name, e-mail, last four, order, Stripe id"
          value={q ?? ""}
          onChange={(text) => onChange({ q: text === "" ? undefined : text })}
        />
      </div>
      <ActiveFilters filters={chips} onChange={onChange} onClear={onClear} />
    </>
  );
}
