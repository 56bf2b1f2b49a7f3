import { createHash } from "node:crypto";
import { type CallCount, type CountedCall, countCalls } from "@dualtrack/db";
import { combineCalls, TooManyCallsError } from "../combine-calls.ts";
import type { Shop } from "../shop.ts";
import { shopBusy } from "../unit-of-work.ts";

interface RefusedCall {
  /** End of the window, in ms. */
  end: number;
  /** When the database is asked again, in ms, as another process may have deleted the counter. */
  recheckAt: number;
}

/** Keys that are over their limit, by hash: they need no database call until `recheckAt`. */
const refusedCalls = new WeakMap<Shop["db"], Map<string, RefusedCall>>();
const recheckMs = 10_000;
/** The most keys in memory; the oldest ones are removed. */
const maxRefused = 10_000;

/** So many calls are counted together at most, and so many of a process wait for it. */
const maxTogether = 500;
const maxWaiting = 20_000;

/** One statement counts at a time; calls that come meanwhile are counted together by the next one. */
const counters = new WeakMap<Shop["db"], (call: CountedCall) => Promise<CallCount>>();

/**
 * Counts a call under `key` in the database, for all processes together. Answers how many seconds the caller has to wait,
 * or null within the limit of `most` calls per window. A window begins with its first call. SHOP_BUSY when too many wait.
 */
export async function secondsToWait(
  { db, clock }: Pick<Shop, "db" | "clock">,
  { key, most, windowMs }: { key: string; most: number; windowMs: number },
): Promise<number | null> {
  const at = clock.now();
  const refused = refusedBy(db);
  const hash = hashCallKey(key);
  const earlier = refused.get(hash);
  if (earlier !== undefined && earlier.recheckAt > at.getTime()) return secondsFrom(at, earlier.end);
  refused.delete(hash);
  const { count, beganAt } = await countOne(db, { key: hash, windowMs, at });
  if (count <= most) return null;
  const end = beganAt.getTime() + windowMs;
  refused.set(hash, { end, recheckAt: Math.min(end, at.getTime() + recheckMs) });
  const [oldest] = refused.keys();
  if (refused.size > maxRefused && oldest !== undefined) refused.delete(oldest);
  return secondsFrom(at, end);
}

async function countOne(db: Shop["db"], call: CountedCall): Promise<CallCount> {
  const counter =
    counters.get(db) ??
    combineCalls<CountedCall, CallCount>({
      keysOf: () => ["all"],
      run: (calls) => countCalls(db, calls),
      ...{ maxTogether, maxWaiting },
    });
  counters.set(db, counter);
  try {
    return await counter(call);
  } catch (error) {
    throw error instanceof TooManyCallsError ? shopBusy() : error;
  }
}

/** Deletes the counter of `key`. */
export async function forgetCalls({ db }: Pick<Shop, "db">, key: string): Promise<void> {
  const hash = hashCallKey(key);
  refusedBy(db).delete(hash);
  await db.callCount.deleteMany({ where: { key: hash } });
}

function refusedBy(db: Shop["db"]): Map<string, RefusedCall> {
  const refused = refusedCalls.get(db) ?? new Map<string, RefusedCall>();
  refusedCalls.set(db, refused);
  return refused;
}

function secondsFrom(at: Date, until: number): number {
  return Math.max(1, Math.ceil((until - at.getTime()) / 1000));
}

/** Keys contain addresses, which readers of the table must not see. */
function hashCallKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
