/** The calendar day of an instant in a time zone, e.g. 2026-11-21. */
export function todayIn(timeZone: string, now: Date): string {
  // The Swedish format is that of ISO 8601.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}

function daysBefore(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - count);
  return at.toISOString().slice(0, 10);
}

interface DayPreset {
  label: string;
  value: [string, string];
}

/** Common ranges of what is to come; today counts as one of the days. */
export function comingDayPresets(today: string): DayPreset[] {
  const tomorrow = daysBefore(today, -1);
  return [
    { label: "Today", value: [today, today] },
    { label: "Tomorrow", value: [tomorrow, tomorrow] },
    { label: "Next 7 days", value: [today, daysBefore(today, -6)] },
    { label: "Next 30 days", value: [today, daysBefore(today, -29)] },
  ];
}

/** Common ranges; today counts as one of the days. */
export function dayPresets(today: string): DayPreset[] {
  return [
    { label: "Today", value: [today, today] },
    { label: "Yesterday", value: [daysBefore(today, 1), daysBefore(today, 1)] },
    { label: "7 days", value: [daysBefore(today, 6), today] },
    { label: "30 days", value: [daysBefore(today, 29), today] },
    { label: "This month", value: [`${today.slice(0, 8)}01`, today] },
  ];
}
