const day = { weekday: "long", day: "numeric", month: "long" } as const;

/** `Friday 18 December`, in a time zone. */
export function dayText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...day, timeZone }).format(at).replace(",", "");
}

/** `14:05 on Friday 18 December (Europe/Vienna)`. */
export function timeText(at: Date, timeZone: string): string {
  return `${clockText(at, timeZone)} on ${dayText(at, timeZone)} (${timeZone})`;
}

/** `14:05 to 15:05 on Friday 18 December (Europe/Vienna)`, with the day of its end if that is another one. */
export function spanText({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, timeZone: string): string {
  return dayText(startsAt, timeZone) === dayText(endsAt, timeZone)
    ? `${clockText(startsAt, timeZone)} to ${timeText(endsAt, timeZone)}`
    : `${clockText(startsAt, timeZone)} on ${dayText(startsAt, timeZone)} to ${timeText(endsAt, timeZone)}`;
}

function clockText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone }).format(at);
}
