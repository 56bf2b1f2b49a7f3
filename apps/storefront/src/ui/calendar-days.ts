/** A day's date, such as 2026-06-10, so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** The month of a day, such as 2026-06. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Another month, so many months later. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks of a month from Monday on; null: a day of another month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const blanks = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: (string | null)[][] = [];
  for (let start = addDays(first, -blanks); monthOf(start) <= month; start = addDays(start, 7))
    weeks.push(
      Array.from({ length: 7 }, (_, place) => {
        const day = addDays(start, place);
        return monthOf(day) === month ? day : null;
      }),
    );
  return weeks;
}
