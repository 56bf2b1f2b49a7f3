import { Skeleton } from "@mantine/core";

/** As high as the calendar that is loading. */
export function CalendarPlaceholder() {
  return (
    <Skeleton height="max(420px, calc(100dvh - 176px))" role="status" aria-label="The calendar is loading" />
  );
}
