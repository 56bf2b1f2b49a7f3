import { addWorkingDays } from "../add-working-days.ts";
import { dayOf, inZone } from "../day-in-zone.ts";

interface Times {
  handlingDays: number;
  daysFrom: number | null;
  daysTo: number | null;
}

/** Calendar days such as 2026-03-29. */
export interface Arrival {
  from: string;
  to: string;
}

/**
 * When an order of this instant arrives, or is ready for pick-up: working days in the shop's time zone, never a Saturday or
 * Sunday. Null: the method promises no date. Bank holidays are not considered.
 */
export function arrivalDays(
  { handlingDays, daysFrom, daysTo }: Times,
  { at, timeZone }: { at: Date; timeZone: string },
): Arrival | null {
  if (daysFrom === null || daysTo === null) return null;
  const isWeekend = inZone(at, timeZone).dayOfWeek > 5;
  const dayAfter = (days: number) =>
    dayOf(addWorkingDays(at, isWeekend && days === 0 ? 1 : days, timeZone), timeZone);
  return { from: dayAfter(handlingDays + daysFrom), to: dayAfter(handlingDays + daysTo) };
}
