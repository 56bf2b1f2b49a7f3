import type { JobOptions, Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";

/**
 * Queues the job that sends a refund, in the caller's transaction. `unsentRefunds` (packages/db) finds the job by this key.
 * A waiting job of the same refund is replaced.
 */
export function queueSendRefund(
  tx: Tx,
  refundId: string,
  options: Pick<JobOptions, "runAt"> = {},
): Promise<void> {
  return queueJob(tx, "send-refund", { refundId }, { ...options, key: `send-refund:${refundId}` });
}
