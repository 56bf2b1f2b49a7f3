import {
  addFigures,
  boundOfFigure,
  countJobs,
  countOutcomes,
  type FigureCount,
  shopGauges,
} from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { countConversion } from "./count-conversion.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How far back a shop's rows are counted when nobody has counted them yet, in ms. */
const firstCountMs = 30 * 24 * hourMs;

/** Conversion is counted so often, in ms. */
const conversionMs = 5 * minuteMs;

/** Each run of the job is one: an hour with all sixty had a working queue throughout. */
export const heartbeat = "job_heartbeats";

/**
 * The job of each minute: notes that jobs run, and what waits and is held, and counts what has happened to reservations and payments since it
 * last ran, from their own rows. So a time in which no worker ran lacks the heartbeats and the samples, and no outcome.
 */
export async function sampleHealth(shop: Shop): Promise<void> {
  const { db } = shop;
  const now = shop.clock.now();
  const [gauges, jobs, lastAt] = await Promise.all([
    shopGauges(db, { now }),
    countJobs(db),
    boundOfFigure(db, { name: heartbeat, span: "five_minutes", bound: "last" }),
  ]);
  const samples = [
    sampleOf("reservations_held", gauges.heldReservations),
    sampleOf("reservation_overdue", gauges.oldestExpiredSeconds),
    sampleOf("variants_oversold", gauges.oversoldVariants),
    sampleOf("job_overdue", gauges.oldestJobSeconds),
    ...Object.entries(jobs).map(([state, count]) => ({ ...sampleOf("jobs", count), label: state })),
    sampleOf(heartbeat, 1),
  ];
  await transact(shop, "sync", async ({ tx }) => {
    await addFigures(tx, { at: now, counts: samples });
    // A row may come with a time that is past, e.g. a declined attempt that a late webhook tells of.
    const from = new Date(lastAt === null ? now.getTime() - firstCountMs : lastAt.getTime() - hourMs);
    await countOutcomes(tx, { from, until: new Date(now.getTime() + 1) });
  });
  // A day's carts are many, and nobody looks at them each minute.
  const isFirstOfFive = lastAt === null || now.getTime() - lastAt.getTime() >= conversionMs;
  if (isFirstOfFive) await countConversion(shop);
}

function sampleOf(name: string, value: number): FigureCount {
  return { name, label: "", count: 1, sum: value, max: value, limits: [] };
}
