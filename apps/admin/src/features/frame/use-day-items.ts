import { useNavigate } from "@tanstack/react-router";
import { useSettings } from "../../server/settings.ts";
import { dayText, localTimeOf } from "../../shop-time.ts";
import type { PaletteItem } from "./palette-items.ts";
import { readDayText } from "./read-day-text.ts";

/** Where the day that was typed can be seen; nothing if none was. */
export function useDayItems(text: string): PaletteItem[] {
  const navigate = useNavigate();
  const { timeZone } = useSettings();
  const today = localTimeOf(new Date().toISOString(), timeZone).slice(0, 10);
  const day = readDayText(text, today);
  if (day === null) return [];
  const item = (label: string, detail: string, run: () => void): PaletteItem => ({
    ...{ id: label, group: dayText(day), label, detail, run },
  });
  return [
    item("Calendar", "the week of that day", () => void navigate({ to: "/bookings", search: { week: day } })),
    item(
      "Bookings from that day on",
      "as a list",
      () => void navigate({ to: "/bookings", search: { week: day, view: "list" } }),
    ),
    item(
      "Orders booked on that day",
      "with what begins then",
      () => void navigate({ to: "/orders", search: { bookedFrom: day, bookedTo: day } }),
    ),
  ];
}
