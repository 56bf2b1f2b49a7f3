import { type MessageShow, messageReasons, messageShows } from "@dualtrack/contract";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { messageReasonLabels } from "../../message-labels.ts";
import { readOneOf } from "../../search-params.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import { type MessageSearch, readShow } from "./message-search.ts";
import classes from "./messages.module.css";

const showLabels: Record<MessageShow, string> = {
  open: "Open",
  answered: "Answered",
  closed: "Closed",
  suspected: "Spam?",
};
const shows = messageShows.map((value) => ({ value, label: showLabels[value] }));
const reasons = [
  { value: "", label: "All reasons" },
  ...messageReasons.map((value) => ({ value, label: messageReasonLabels[value] })),
];

export function MessageFilters({
  search,
  onChange,
}: {
  search: MessageSearch;
  onChange: (part: MessageSearch) => void;
}) {
  return (
    <div className={classes.filters}>
      <SearchBox
        label="Search messages"
        placeholder="E-mail, text, M-17, order"
        value={search.q ?? ""}
        onChange={(text) => onChange({ q: text === "" ? undefined : text })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={shows}
        value={search.show ?? "open"}
        onChange={(chosen) => onChange({ show: readShow(chosen) })}
      />
      <NativeSelect
        size="xs"
        aria-label="Reason"
        data={reasons}
        value={search.reason ?? ""}
        onChange={(event) => onChange({ reason: readOneOf(event.currentTarget.value, messageReasons) })}
      />
    </div>
  );
}
