interface BookedLine {
  startsAt: Date | null;
}

/** When the first booked time of an order begins; null: none of its lines is booked. */
export function firstStart(lines: readonly BookedLine[]): Date | null {
  const starts = lines.flatMap(({ startsAt }) => (startsAt === null ? [] : startsAt.getTime()));
  return starts.length === 0 ? null : new Date(Math.min(...starts));
}
