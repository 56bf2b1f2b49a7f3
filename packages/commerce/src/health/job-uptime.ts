import type { HealthGoal } from "@dualtrack/contract";
import { boundOfFigure, type FigureAt, readFigures } from "@dualtrack/db";
import { dayOf } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";
import { heartbeat } from "./sample-health.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const historyMs = 30 * 24 * hourMs;

export const uptimeGoal: HealthGoal = { is: "above", than: 0.999 };

/** The length of what is stored, in ms. */
const spanMs = { five_minutes: 5 * minuteMs, hour: hourMs } as const;

export interface UptimePeriod {
  span: keyof typeof spanMs;
  from: Date;
  until: Date;
  /** In seconds. */
  step: number;
}

/** In how many of its minutes jobs have run, by steps of a period. It begins after the bucket in which the first ever ran. */
export async function uptimeOf(shop: Shop, { span, from, until, step }: UptimePeriod) {
  const first = await boundOfFigure(shop.db, { name: heartbeat, span, bound: "first" });
  if (first === null) return { value: null, at: () => null };
  const begin = new Date(Math.max(from.getTime(), first.getTime() + spanMs[span]));
  const rows = await readFigures(shop.db, { names: [heartbeat], span, from: begin, until, step });
  const beats = new Map(rows.map(({ at, count }) => [at.getTime(), count]));
  const upIn = (start: number, end: number, count: number): number | null => {
    const minutes = Math.floor(
      (Math.min(end, until.getTime()) - Math.max(start, begin.getTime())) / minuteMs,
    );
    return minutes <= 0 ? null : Math.min(1, count / minutes);
  };
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    value: upIn(begin.getTime(), until.getTime(), all),
    at: (start: Date) =>
      upIn(start.getTime(), start.getTime() + step * 1_000, beats.get(start.getTime()) ?? 0),
  };
}

/** The same by days of the shop's time zone, the newest first, as far back as it is known: thirty at most. */
export async function uptimeByDay(shop: Shop): Promise<{ day: string; up: number }[]> {
  const { timeZone } = shop.settings;
  const now = shop.clock.now();
  const first = await boundOfFigure(shop.db, { name: heartbeat, span: "hour", bound: "first" });
  if (first === null) return [];
  const begin = Math.max(first.getTime() + hourMs, Math.floor((now.getTime() - historyMs) / hourMs) * hourMs);
  const rows = await readFigures(shop.db, {
    ...{ names: [heartbeat], span: "hour", from: new Date(begin), until: now, step: 3_600 },
  });
  const beats = new Map(rows.map((row: FigureAt) => [row.at.getTime(), row.count]));
  const days = new Map<string, { minutes: number; beats: number }>();
  for (let hour = begin; hour < now.getTime(); hour += hourMs) {
    const day = dayOf(new Date(hour), timeZone);
    const counted = days.get(day) ?? { minutes: 0, beats: 0 };
    counted.minutes += Math.floor((Math.min(hour + hourMs, now.getTime()) - hour) / minuteMs);
    counted.beats += beats.get(hour) ?? 0;
    days.set(day, counted);
  }
  return [...days]
    .filter(([, { minutes }]) => minutes > 0)
    .map(([day, counted]) => ({ day, up: Math.min(1, counted.beats / counted.minutes) }))
    .reverse();
}
