import {
  type HealthFigureName,
  type HealthGoal,
  type HealthInput,
  type HealthRange,
  type HealthUnit,
  healthFigureNames,
} from "@dualtrack/contract";
import { countJobs, countLivingWorkers, type FigureAt, readFigures, shopGauges } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { addUp, Counted } from "./figure-points.ts";
import { figures, storedNames } from "./figures.ts";
import { type UptimePeriod, uptimeByDay, uptimeGoal, uptimeOf } from "./job-uptime.ts";

const minute = 60;
const hour = 60 * minute;

/** Each has some hundred steps at most, and is read from rows of a thirtieth of that at least. In seconds. */
const ranges: Record<HealthRange, { length: number; step: number; span: UptimePeriod["span"] }> = {
  "6h": { length: 6 * hour, step: 5 * minute, span: "five_minutes" },
  "24h": { length: 24 * hour, step: 15 * minute, span: "five_minutes" },
  "7d": { length: 7 * 24 * hour, step: 2 * hour, span: "hour" },
  "30d": { length: 30 * 24 * hour, step: 6 * hour, span: "hour" },
};

/** A process reports itself each minute; one that has not for so long is silent, in ms. */
const silentMs = 150_000;

/** A silent process is shown for so long, in ms: it was killed, or its machine is gone. */
const shownMs = 60 * 60_000;

/** A figure over a period: `points` are those of `times`, each with a value for each of `lines`. */
export interface HealthFigure {
  name: HealthFigureName;
  unit: HealthUnit;
  goal: HealthGoal | null;
  value: number | null;
  /** Null: it has no goal, or no value. */
  isMet: boolean | null;
  lines: string[];
  points: (number | null)[][];
  parts: { code: string; count: number }[];
}

/** How the shop has kept what it promises, over a range until now. Times are ISO instants. */
export async function getHealth(shop: Shop, { range }: HealthInput) {
  const { length, step, span } = ranges[range];
  const now = shop.clock.now();
  const stepMs = step * 1_000;
  const from = new Date(Math.floor((now.getTime() - length * 1_000) / stepMs) * stepMs + stepMs);
  const period = { span, from, until: now, step };
  const [rows, uptime] = await Promise.all([
    readFigures(shop.db, { ...period, names: storedNames }),
    uptimeOf(shop, period),
  ]);
  const times: Date[] = [];
  for (let at = from.getTime(); at < now.getTime(); at += stepMs) times.push(new Date(at));
  const byTime = Map.groupBy(rows, ({ at }: FigureAt) => at.getTime());
  const points = times.map((at) => new Counted(byTime.get(at.getTime()) ?? []));
  const whole = addUp(rows);
  const shown = healthFigureNames.map((name): HealthFigure => {
    if (name === "job_uptime") {
      const { value } = uptime;
      return {
        ...{ name, unit: "share", goal: uptimeGoal, value, isMet: isMet(value, uptimeGoal) },
        ...{ lines: ["share"], points: times.map((at) => [uptime.at(at)]), parts: [] },
      };
    }
    const { unit, goal, lines, ...figure } = figures[name];
    const value = figure.value(whole);
    return {
      ...{ name, unit, goal, value, isMet: isMet(value, goal) },
      lines: Object.keys(lines),
      points: points.map((counted) => Object.values(lines).map((read) => read(counted))),
      parts: figure.parts?.(whole) ?? [],
    };
  });
  return {
    range,
    from: from.toISOString(),
    until: now.toISOString(),
    timeZone: shop.settings.timeZone,
    stepMs,
    times: times.map((at) => at.toISOString()),
    figures: shown,
    isEmpty: rows.length === 0,
  };
}

function isMet(value: number | null, goal: HealthGoal | null): boolean | null {
  if (value === null || goal === null) return null;
  return goal.is === "above" ? value > goal.than : value < goal.than;
}

/** How the shop is at this moment, and on how many of the last days its jobs ran throughout. */
export async function getHealthNow(shop: Shop) {
  const { db, clock } = shop;
  const now = clock.now();
  const [gauges, jobs, workers, rows, days] = await Promise.all([
    shopGauges(db, { now }),
    countJobs(db),
    countLivingWorkers(db),
    db.processStatus.findMany({
      where: { seenAt: { gte: new Date(now.getTime() - shownMs) } },
      orderBy: [{ role: "asc" }, { host: "asc" }, { startedAt: "asc" }],
      take: 200,
    }),
    uptimeByDay(shop),
  ]);
  return {
    now: now.toISOString(),
    gauges,
    jobs,
    workers,
    processes: rows.map((row) => ({
      id: row.id,
      role: row.role,
      host: row.host,
      pid: row.pid,
      startedAt: row.startedAt.toISOString(),
      seenAt: row.seenAt.toISOString(),
      isSilent: now.getTime() - row.seenAt.getTime() > silentMs,
      memoryBytes: Number(row.memoryBytes),
      liveStreams: row.liveStreams,
      openCircuits: row.openCircuits,
    })),
    days,
  };
}
