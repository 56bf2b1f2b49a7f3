import { createHash } from "node:crypto";
import { countCall } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

interface RefusedCall {
  /** When the window ends, in ms. */
  end: number;
  /** Until then nothing is counted; other processes may have forgiven them meanwhile. */
  askAgainAt: number;
}

/** Whom this process has sent away: they cost no call to the database for a while. */
const refusedCalls = new WeakMap<Shop["db"], Map<string, RefusedCall>>();
const recheckMs = 10_000;
/** More keys than these at a time, and those that were sent away first are counted by the database again. */
const mostKept = 10_000;

/**
 * Counts a call under `key`, together with those that other processes had; answers how many seconds its caller has to wait,
 * or null: they may go on. `most` calls are answered in a window that begins with the first.
 */
export async function secondsToWait(
  { db, clock }: Pick<Shop, "db" | "clock">,
  { key, most, windowMs }: { key: string; most: number; windowMs: number },
): Promise<number | null> {
  const at = clock.now();
  const kept = refusedBy(db);
  const hash = hashCallKey(key);
  const earlier = kept.get(hash);
  if (earlier !== undefined && earlier.askAgainAt > at.getTime()) return secondsFrom(at, earlier.end);
  kept.delete(hash);
  const { count, beganAt } = await countCall(db, { key: hash, windowMs, at });
  if (count <= most) return null;
  const end = beganAt.getTime() + windowMs;
  kept.set(hash, { end, askAgainAt: Math.min(end, at.getTime() + recheckMs) });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return secondsFrom(at, end);
}

/** Forgets what was counted under `key`. */
export async function forgetCalls({ db }: Pick<Shop, "db">, key: string): Promise<void> {
  const hash = hashCallKey(key);
  refusedBy(db).delete(hash);
  await db.callCount.deleteMany({ where: { key: hash } });
}

function refusedBy(db: Shop["db"]): Map<string, RefusedCall> {
  const kept = refusedCalls.get(db) ?? new Map<string, RefusedCall>();
  refusedCalls.set(db, kept);
  return kept;
}

function secondsFrom(at: Date, until: number): number {
  return Math.max(1, Math.ceil((until - at.getTime()) / 1000));
}

/** Whom we counted is not for everybody who reads the table. */
function hashCallKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
