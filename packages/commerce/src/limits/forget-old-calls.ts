import type { Shop } from "../shop.ts";

/** Longer than every window. */
const keepMs = 24 * 60 * 60_000;

/** Deletes the counters of windows that have ended. Answers their number. */
export async function forgetOldCalls({ db, clock }: Pick<Shop, "db" | "clock">): Promise<number> {
  const { count } = await db.callCount.deleteMany({
    where: { beganAt: { lt: new Date(clock.now().getTime() - keepMs) } },
  });
  return count;
}
