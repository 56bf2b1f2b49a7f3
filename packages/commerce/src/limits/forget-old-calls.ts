import type { Shop } from "../shop.ts";

/** Longer than any window. */
const keepMs = 24 * 60 * 60_000;

/** Deletes what was counted in windows that are long over. Answers how many. */
export async function forgetOldCalls({ db, clock }: Pick<Shop, "db" | "clock">): Promise<number> {
  const { count } = await db.callCount.deleteMany({
    where: { beganAt: { lt: new Date(clock.now().getTime() - keepMs) } },
  });
  return count;
}
