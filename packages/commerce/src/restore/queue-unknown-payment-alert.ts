import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Delay of the mail in ms: after a restore many payments follow within seconds, and staff get one mail about all. */
const delayMs = 60_000;

/** Queues the mail to staff about lost payments; one for all payments until it is written. */
export function queueUnknownPaymentAlert(unit: UnitOfWork): Promise<void> {
  const { tx, now } = unit;
  const runAt = new Date(now.getTime() + delayMs);
  return queueJob(tx, "alert-unknown-payments", {}, { key: "alert-unknown-payments", runAt });
}
