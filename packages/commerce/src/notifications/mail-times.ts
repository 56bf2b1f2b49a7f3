const day = { weekday: "long", day: "numeric", month: "long" } as const;

/** `Friday 18 December`, in a time zone. */
export function dayText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...day, timeZone }).format(at).replace(",", "");
}

/** `14:05 on Friday 18 December (Europe/Vienna)`. */
export function timeText(at: Date, timeZone: string): string {
  return `${clockText(at, timeZone)} on ${dayText(at, timeZone)} (${timeZone})`;
}

/** A span in the customer's time zone; null if their clocks say the same as the shop's, or it is not known. */
export function ownSpanText(span: { startsAt: Date; endsAt: Date }, zones: MailZones): string | null {
  if (zones.own === null) return null;
  const isSame = [span.startsAt, span.endsAt].every(
    (at) => zones.own !== null && sayIn(at, zones.own) === sayIn(at, zones.shop),
  );
  return isSame ? null : spanText(span, zones.own);
}

/** IANA time zones that a mail names times in. */
export interface MailZones {
  shop: string;
  /** The customer's; null: not known. */
  own: string | null;
}

/** Both in one text, for where a sentence of its own has no place. */
export function bothSpansText(span: { startsAt: Date; endsAt: Date }, zones: MailZones): string {
  const own = ownSpanText(span, zones);
  return spanText(span, zones.shop) + (own === null ? "" : `; for you ${own}`);
}

function sayIn(at: Date, timeZone: string): string {
  return `${dayText(at, timeZone)} ${clockText(at, timeZone)}`;
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
