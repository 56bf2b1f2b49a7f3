import type { Tx } from "@dualtrack/db";
import { type BookableVariant, readBookable } from "./read-bookable.ts";

const minuteMs = 60_000;

interface BookedTime {
  variantId: string;
  startsAt: Date;
  endsAt: Date;
  busyFrom: Date;
  busyUntil: Date;
}

/**
 * Where and when a booking could be instead: at the times that its service offers now, for as long as was bought. Undefined if the
 * service is not bookable any more.
 */
export async function bookableAgain(
  tx: Tx,
  { variantId, startsAt, endsAt, busyFrom, busyUntil }: BookedTime,
): Promise<BookableVariant | undefined> {
  const [variant] = await readBookable(tx, [variantId]);
  if (variant === undefined) return undefined;
  const minutes = (from: Date, until: Date) => (until.getTime() - from.getTime()) / minuteMs;
  return {
    ...variant,
    rules: {
      ...variant.rules,
      durationMinutes: minutes(startsAt, endsAt),
      bufferBeforeMinutes: minutes(busyFrom, startsAt),
      bufferAfterMinutes: minutes(endsAt, busyUntil),
    },
  };
}
