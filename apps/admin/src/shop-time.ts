/** `Wed 10 June 2026, 14:00`, on the clocks of the shop's time zone. */
export function shopTime(iso: string, timeZone: string): string {
  return `${shopDay(iso, timeZone)}, ${shopClock(iso, timeZone)}`;
}

/** `10 Jun 2026, 14:00`: the same for a narrow column. */
export function shortShopTime(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-IE", { timeZone, dateStyle: "medium" });
  return `${day.format(new Date(iso))}, ${shopClock(iso, timeZone)}`;
}

/** `Wed 10 June 2026, 14:00–15:00`, with the day of its end if that is another one. */
export function shopSpan(startsAt: string, endsAt: string, timeZone: string): string {
  return shopDay(startsAt, timeZone) === shopDay(endsAt, timeZone)
    ? `${shopTime(startsAt, timeZone)}–${shopClock(endsAt, timeZone)}`
    : `${shopTime(startsAt, timeZone)} – ${shopTime(endsAt, timeZone)}`;
}

/** `2026-06-10T14:00`, on the clocks of the shop's time zone: what a field for a local time takes. */
export function localTimeOf(iso: string, timeZone: string): string {
  // Sweden writes days as ISO 8601 does.
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return local.format(new Date(iso)).replace(" ", "T");
}

/** `Wed 10 June 2026` of a day such as 2026-06-10. */
export function dayText(day: string): string {
  return shopDay(`${day}T12:00:00Z`, "UTC");
}

/** `Wed 10 June 2026`, on the clocks of the shop's time zone. */
export function shopDay(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-IE", {
    ...{ timeZone, weekday: "short", day: "numeric", month: "long", year: "numeric" },
  } as Intl.DateTimeFormatOptions);
  return day.format(new Date(iso));
}

/** `14:00`, on the clocks of the shop's time zone; with the offset if that time comes twice. */
export function shopClock(iso: string, timeZone: string): string {
  const time = new Intl.DateTimeFormat("en-IE", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return [time.format(new Date(iso)), repeatedOffset(iso, timeZone)].filter(Boolean).join(" ");
}

/** Clocks are moved back by an hour; by half of one on Lord Howe Island. */
const movesMs = [30 * 60_000, 60 * 60_000];

/** `GMT+2` of an instant whose local time comes twice, as the clocks are moved back; null of all others. */
export function repeatedOffset(iso: string, timeZone: string): string | null {
  const at = Date.parse(iso);
  const local = localTimeOf(iso, timeZone);
  const isRepeated = movesMs.some((move) =>
    [at - move, at + move].some((other) => localTimeOf(new Date(other).toISOString(), timeZone) === local),
  );
  if (!isRepeated) return null;
  const parts = new Intl.DateTimeFormat("en-IE", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? null;
}
