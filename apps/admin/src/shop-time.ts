/** `Wed 10 June 2026, 14:00`, on the clocks of the shop's time zone. */
export function shopTime(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-IE", {
    ...{ timeZone, weekday: "short", day: "numeric", month: "long", year: "numeric" },
  } as Intl.DateTimeFormatOptions);
  const time = new Intl.DateTimeFormat("en-IE", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${day.format(new Date(iso))}, ${time.format(new Date(iso))}`;
}
