/** The moment a calendar day (2026-03-29) begins on the clocks of a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset at its own midnight: asked near it first, then there, in case the clocks change that night.
  const near = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(near, timeZone));
}

/** The moment it ends, which is when the next one begins. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000);
  return startOfDay(next.toISOString().slice(0, 10), timeZone);
}

/** How far the zone's clocks are ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
