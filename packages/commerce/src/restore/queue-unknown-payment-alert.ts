import type { Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";

/** More payments may follow within seconds, as after a restore: staff get one mail about all of them. */
const delayMs = 60_000;

/** Queues the mail to staff about what has become of lost payments; one for all that come until it is written. */
export function queueUnknownPaymentAlert(tx: Tx, at: Date): Promise<void> {
  const runAt = new Date(at.getTime() + delayMs);
  return queueJob(tx, "alert-unknown-payments", {}, { key: "alert-unknown-payments", runAt });
}
