import { Button, UnstyledButton } from "@mantine/core";
import classes from "./active-filters.module.css";

export interface ActiveFilter<Search> {
  label: string;
  /** The change of the search that removes the filter. */
  without: Search;
}

/** The active filters; a press on one removes it. */
export function ActiveFilters<Search>({
  filters,
  onChange,
  onClear,
}: {
  filters: ActiveFilter<Search>[];
  onChange: (part: Search) => void;
  onClear: () => void;
}) {
  if (filters.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Active filters">
      {filters.map(({ label, without }) => (
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
