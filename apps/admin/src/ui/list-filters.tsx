import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { readOneOf } from "../search-params.ts";
import classes from "./list-filters.module.css";
import { SearchBox } from "./search-box.tsx";

/** What a list shows: what is searched for, and one of its states, or all. Further fields stand behind. */
export function ListFilters<State extends string>({
  search,
  states,
  state,
  onState,
  children,
}: {
  search: {
    label: string;
    placeholder: string;
    value: string | undefined;
    onChange: (q: string | undefined) => void;
    /** Enter in the search leads to the list. */
    onLeave?: () => void;
  };
  states: readonly { value: State; label: string }[];
  /** Undefined: all. */
  state: State | undefined;
  onState: (state: State | undefined) => void;
  children?: ReactNode;
}) {
  const { value = "", onChange, ...box } = search;
  return (
    <div className={classes.filters}>
      <SearchBox {...box} value={value} onChange={(text) => onChange(text === "" ? undefined : text)} />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={[{ value: "all", label: "All" }, ...states]}
        value={state ?? "all"}
        onChange={(chosen) =>
          onState(
            readOneOf(
              chosen,
              states.map((each) => each.value),
            ),
          )
        }
      />
      {children}
    </div>
  );
}
