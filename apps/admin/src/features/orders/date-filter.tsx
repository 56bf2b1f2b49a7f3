import "@mantine/dates/styles.css";
import { DatePicker } from "@mantine/dates";
import { useSettings } from "../../server/settings.ts";
import { comingDayPresets, dayPresets, todayIn } from "./day-presets.ts";

interface DayRange {
  from: string | undefined;
  to: string | undefined;
}

/** A range of days in the shop's time zone: past ones with today, or all. Loaded when it is first opened. */
export default function DateFilter({
  days,
  from,
  to,
  onChange,
}: DayRange & { days: "past" | "all"; onChange: (range: DayRange) => void }) {
  const today = todayIn(useSettings().timeZone, new Date());
  const isPast = days === "past";
  return (
    <DatePicker
      type="range"
      size="xs"
      allowSingleDateInRange
      firstDayOfWeek={1}
      weekendDays={[]}
      highlightToday
      {...(isPast && { maxDate: today })}
      defaultDate={to ?? from ?? today}
      presets={isPast ? dayPresets(today) : comingDayPresets(today)}
      // Uncontrolled: after the first of two presses there is no range yet.
      key={`${from} ${to}`}
      defaultValue={[from ?? null, to ?? null]}
      onChange={([first, last]) => {
        if (first !== null && last !== null) onChange({ from: first, to: last });
        if (first === null && last === null) onChange({ from: undefined, to: undefined });
      }}
      ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
    />
  );
}
