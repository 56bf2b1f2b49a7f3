/** `Wed 10 June 2026, 14:00`, on the clocks of the shop's time zone. */
export function shopTime(iso: string, timeZone: string): string {
  return `${dayOf(iso, timeZone)}, ${clockOf(iso, timeZone)}`;
}

/** `Wed 10 June 2026, 14:00–15:00`, with the day of its end if that is another one. */
export function shopSpan(startsAt: string, endsAt: string, timeZone: string): string {
  return dayOf(startsAt, timeZone) === dayOf(endsAt, timeZone)
    ? `${shopTime(startsAt, timeZone)}–${clockOf(endsAt, timeZone)}`
    : `${shopTime(startsAt, timeZone)} – ${shopTime(endsAt, timeZone)}`;
}

/** `2026-06-10T14:00`, on the clocks of the shop's time zone: what a field for a local time takes. */
export function localTimeOf(iso: string, timeZone: string): string {
  // Sweden writes days as ISO 8601 does.
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return local.format(new Date(iso)).replace(" ", "T");
}

function dayOf(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-IE", {
    ...{ timeZone, weekday: "short", day: "numeric", month: "long", year: "numeric" },
  } as Intl.DateTimeFormatOptions);
  return day.format(new Date(iso));
}

function clockOf(iso: string, timeZone: string): string {
  const time = new Intl.DateTimeFormat("en-IE", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return time.format(new Date(iso));
}
