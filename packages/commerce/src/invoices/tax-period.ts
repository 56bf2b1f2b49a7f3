import { startOfDay } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";

/** The beginning of a month, quarter or year in the shop's time zone, and its end, which is not included. */
export function boundsOfPeriod(shop: Shop, period: string): { from: Date; until: Date } {
  const [year = "", part] = period.split("-");
  const month = part === undefined ? 1 : part.startsWith("Q") ? 3 * Number(part.slice(1)) - 2 : Number(part);
  const months = part === undefined ? 12 : part.startsWith("Q") ? 3 : 1;
  const first = Temporal.PlainDate.from({ year: Number(year), month, day: 1 });
  const { timeZone } = shop.settings;
  return {
    from: startOfDay(first.toString(), timeZone),
    until: startOfDay(first.add({ months }).toString(), timeZone),
  };
}
