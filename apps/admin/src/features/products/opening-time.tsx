import "@mantine/dates/styles.css";
import { DateTimePicker } from "@mantine/dates";
import { useSettings } from "../../server/settings.ts";
import classes from "./editor.module.css";

/** When customers can buy it first, in the clerk's own time zone. Loaded with the section that shows it. */
export default function OpeningTime({
  id,
  value,
  error,
  onChange,
}: {
  id: string;
  /** ISO instant; null: as soon as it is published. */
  value: string | null;
  error: string | null;
  onChange: (value: string | null) => void;
}) {
  const { timeZone } = useSettings();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <DateTimePicker
      id={id}
      // The dropdown is named after its target, and must know that id.
      popoverProps={{ id }}
      hideOutsideDates
      label="Opening time"
      description={`In your time zone, ${own}.${value === null || own === timeZone ? "" : ` In the shop's, ${timeZone}, it is ${inZone(value, timeZone)}.`} Before it customers see the product and when it opens; without one they can buy it once it is published.`}
      placeholder="None"
      classNames={{ placeholder: classes.dim ?? "" }}
      clearable
      clearButtonProps={{ "aria-label": "No opening time" }}
      firstDayOfWeek={1}
      weekendDays={[]}
      highlightToday
      valueFormat="D MMM YYYY, HH:mm"
      maw={440}
      defaultTimeValue="12:00:00"
      value={value === null ? null : localText(new Date(value))}
      error={error}
      onChange={(text) => onChange(text === null ? null : new Date(text.replace(" ", "T")).toISOString())}
      timePickerProps={{ hoursInputLabel: "Hours", minutesInputLabel: "Minutes", "aria-label": "Time" }}
      submitButtonProps={{ "aria-label": "Take this time" }}
      ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
    />
  );
}

/** As the picker writes times: `2026-11-21 12:00:00`, without a zone. */
function localText(time: Date): string {
  const two = (number: number) => `${number}`.padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function inZone(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-IE", {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(iso));
}
