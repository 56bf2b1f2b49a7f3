/** From the beginning of `from` to the end of `to`, as the clocks of a time zone show them; what is left out has no bound. */
export function daysIn(
  timeZone: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): { gte?: Date; lt?: Date } {
  return {
    ...(from === undefined ? {} : { gte: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { lt: endOfDay(to, timeZone) }),
  };
}

/** The moment a calendar day (2026-03-29) begins on the clocks of a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  return midnightIn(timeZone, Date.parse(`${day}T00:00:00Z`));
}

/** The moment it ends, which is when the next one begins. */
export function endOfDay(day: string, timeZone: string): Date {
  return midnightIn(timeZone, Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000);
}

/** The zone's midnight of the day that begins at `midnight` in UTC. */
function midnightIn(timeZone: string, midnight: number): Date {
  // The zone's offset at its own midnight: asked near it first, then there, in case the clocks change that night.
  const near = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(near, timeZone));
}

/** How far the zone's clocks are ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
