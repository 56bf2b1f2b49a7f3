import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** More payments may follow within seconds, as after a restore: staff get one mail about all of them. */
const delayMs = 60_000;

/** Queues the mail to staff about what has become of lost payments; one for all that come until it is written. */
export function queueUnknownPaymentAlert(unit: UnitOfWork): Promise<void> {
  const { tx, now } = unit;
  const runAt = new Date(now.getTime() + delayMs);
  return queueJob(tx, "alert-unknown-payments", {}, { key: "alert-unknown-payments", runAt });
}
