import type { Tx } from "../connect.ts";
import { countAttempt } from "./open-syncs.ts";

/** Counts a sync attempt of one payment, whatever its state, which delays the background sync's next attempt. */
export async function claimSync(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<void> {
  await tx.$executeRaw`update checkout set ${countAttempt(now)} where id = ${checkoutId}::uuid`;
}
