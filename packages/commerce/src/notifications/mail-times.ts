const day = { weekday: "long", day: "numeric", month: "long" } as const;

/** `Friday 18 December`, in a time zone. */
export function dayText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...day, timeZone }).format(at).replace(",", "");
}

/** `14:05 on Friday 18 December (Europe/Vienna)`. */
export function timeText(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone }).format(at);
  return `${time} on ${dayText(at, timeZone)} (${timeZone})`;
}
