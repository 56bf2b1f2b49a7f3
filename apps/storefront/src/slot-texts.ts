const language = "en-IE";

function format(iso: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { timeZone, ...options }).format(new Date(iso));
}

const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { weekday: "short", day: "numeric", month: "long" } as const;

/** `14:00`, on the clocks of a time zone. */
export function slotTime(iso: string, timeZone: string): string {
  return format(iso, timeZone, time);
}

/** `14:00 GMT+2`: for a time that comes twice, when the clocks are moved back. */
export function slotTimeWithOffset(iso: string, timeZone: string): string {
  return format(iso, timeZone, { ...time, timeZoneName: "shortOffset" });
}

/** `Wed 10 June`, with the year if it is another one. Some browsers write a comma in it. */
export function slotDay(iso: string, timeZone: string): string {
  const year = (at: string) => format(at, timeZone, { year: "numeric" });
  const isThisYear = year(iso) === year(new Date().toISOString());
  return format(iso, timeZone, { ...day, ...(isThisYear ? {} : { year: "numeric" }) });
}

/** `Wed 10 June, 14:00`, with the year if it is another one. */
export function slotText(iso: string, timeZone: string): string {
  return `${slotDay(iso, timeZone)}, ${slotTime(iso, timeZone)}`;
}

/**
 * The same instant on the customer's clocks, with its day if that is another one; null if their clocks show the same.
 * @param own the customer's time zone; left out: the browser's
 */
export function ownTimeText(iso: string, timeZone: string, own?: string): string | null {
  const both = { ...time, day: "numeric", month: "numeric", year: "numeric" } as const;
  if (format(iso, own, both) === format(iso, timeZone, both)) return null;
  const isSameDay = format(iso, own, day) === format(iso, timeZone, day);
  return isSameDay ? format(iso, own, time) : `${format(iso, own, day)}, ${format(iso, own, time)}`;
}

/** `Wed 10 June, 17:00 in UTC (12:00 for you)`: a time apart from others of its page, so with its place. `own` as above. */
export function bookedTimeText(iso: string, timeZone: string, own?: string): string {
  return slotText(iso, timeZone) + placeText(iso, timeZone, own);
}

/** `Wed 10 June, 17:00–18:00 in UTC (12:00 for you)`, with the day of its end if that is another one. `own` as above. */
export function bookedSpanText(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  timeZone: string,
  own?: string,
): string {
  const isSameDay = format(startsAt, timeZone, day) === format(endsAt, timeZone, day);
  const end = isSameDay ? `–${slotTime(endsAt, timeZone)}` : ` – ${slotText(endsAt, timeZone)}`;
  return slotText(startsAt, timeZone) + end + placeText(startsAt, timeZone, own);
}

function placeText(iso: string, timeZone: string, own?: string): string {
  const ownText = ownTimeText(iso, timeZone, own);
  return ownText === null ? "" : ` in ${placeOf(timeZone)} (${ownText} for you)`;
}

/** `Vienna`, of Europe/Vienna. */
export function placeOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** `45 min`, `2 h`, `1 h 30 min`. */
export function durationText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
