/** Until when a booking is cancelled free of charge and its customer can move it, by the rule that they agreed to. */
export function freeUntil({ startsAt, freeCancelHours }: { startsAt: Date; freeCancelHours: number }): Date {
  return new Date(startsAt.getTime() - freeCancelHours * 60 * 60_000);
}
