import type { Availability } from "@dualtrack/contract";

/** With at least this many free units customers do not see how many are left. */
const lowFrom = 5;

/** Availability for customers of `free` units (neither sold nor reserved), with sales opening at `opensAt` and at most `most` in a line. */
export function availabilityOf(
  free: number,
  { opensAt, most, now }: { opensAt: Date | null; most: number; now: Date },
): { availability: Availability; left: number | null; maxQuantity: number } {
  if (opensAt !== null && opensAt > now) return { availability: "upcoming", left: null, maxQuantity: 0 };
  if (free <= 0) return { availability: "sold_out", left: null, maxQuantity: 0 };
  const maxQuantity = Math.min(free, most);
  if (free <= lowFrom) return { availability: "low", left: free, maxQuantity };
  return { availability: "available", left: null, maxQuantity };
}
