import { Button, UnstyledButton } from "@mantine/core";
import { addressName, cardName } from "../../decline-source-words.ts";
import { declineWords } from "../../decline-words.ts";
import type { Decline } from "../../server/trpc.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import type { DeclineSearch } from "./decline-search.ts";
import classes from "./declines.module.css";

/** The search, and what the list is narrowed to just now; a press lets the rest in again. */
export function DeclineFilters({
  search,
  rows,
  onChange,
  onClear,
}: {
  search: DeclineSearch;
  /** The rows that are shown: they know what a card is called. */
  rows: Decline[];
  onChange: (part: DeclineSearch) => void;
  onClear: () => void;
}) {
  const { q, reason, address, card, email } = search;
  const known = rows.find(({ fingerprint }) => fingerprint === card);
  const chips = [
    ...(q ? [{ label: `“${q}”`, without: { q: undefined } }] : []),
    ...(reason ? [{ label: declineWords(reason), without: { reason: undefined } }] : []),
    ...(address ? [{ label: `From ${addressName(address)}`, without: { address: undefined } }] : []),
    ...(card ? [{ label: known ? cardName(known) : "One card", without: { card: undefined } }] : []),
    ...(email ? [{ label: email, without: { email: undefined } }] : []),
  ];
  return (
    <>
      <div className={classes.filters}>
        <SearchBox
          label="Search refused tries"
          placeholder="Name, e-mail, last four, order, Stripe id"
          value={q ?? ""}
          onChange={(text) => onChange({ q: text === "" ? undefined : text })}
        />
      </div>
      {chips.length > 0 && (
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
      )}
    </>
  );
}
