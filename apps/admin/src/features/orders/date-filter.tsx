import "@mantine/dates/styles.css";
import { DatePicker } from "@mantine/dates";
import { useSettings } from "../../server/settings.ts";
import { dayPresets, todayIn } from "./day-presets.ts";
import type { ChangeSearch, OrderSearch } from "./order-search.ts";

/** A range of days in the shop's time zone. Loaded when it is first opened. */
export default function DateFilter({ search, onChange }: { search: OrderSearch; onChange: ChangeSearch }) {
  const today = todayIn(useSettings().timeZone, new Date());
  return (
    <DatePicker
      type="range"
      size="xs"
      allowSingleDateInRange
      firstDayOfWeek={1}
      weekendDays={[]}
      highlightToday
      maxDate={today}
      defaultDate={search.to ?? search.from ?? today}
      presets={dayPresets(today)}
      // Uncontrolled: after the first of two presses there is no range yet.
      key={`${search.from} ${search.to}`}
      defaultValue={[search.from ?? null, search.to ?? null]}
      onChange={([from, to]) => {
        if (from !== null && to !== null) onChange({ from, to });
        if (from === null && to === null) onChange({ from: undefined, to: undefined });
      }}
      ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
    />
  );
}
