import type { Tx } from "../connect.ts";
import { countAttempt } from "./open-syncs.ts";

/** Counts an attempt at one payment, whatever its fate, so that the background sync leaves it alone for a while. */
export async function claimSync(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<void> {
  await tx.$executeRaw`update checkout set ${countAttempt(now)} where id = ${checkoutId}::uuid`;
}
