import { enqueue, type JobOptions, type Tx } from "@dualtrack/db";
import type { Shop } from "./shop.ts";

/** Every job of the shop with its payload: only ids, as a job reads everything else when it runs. */
export interface JobPayloads {
  "handle-event": { eventId: string };
  "sync-payment": { paymentIntentId: string; track: "success_page" | "sync" };
  "send-refund": { refundId: string };
  "capture-payment": { paymentIntentId: string };
  "release-payment": { paymentIntentId: string };
  "send-mail": { mailId: string };
  "send-alert-message": Record<never, never>;
  "sync-run": { runId: string };
  "audit-ledger": Record<never, never>;
  "reconcile-window": { runId: string };
  "expire-checkout": { checkoutId: string };
  "finish-request": { requestId: string };
  "alert-unknown-payments": Record<never, never>;
  "finish-label": { labelId: string };
  "void-label": { labelId: string };
  "store-label": { labelId: string };
  "handle-carrier-event": { eventId: string };
  "issue-missing-invoices": Record<never, never>;
  "update-exchange-rates": Record<never, never>;
  "record-tax": { orderId: string };
  "follow-bookings": { orderId: string };
  "remind-of-payment-link": { draftOrderId: string };
  "resume-held-work": Record<never, never>;
}

export type JobName = keyof JobPayloads;

/** A job's function. It must be idempotent, as it may run twice. If it throws, the queue retries later. */
export type Job<Name extends JobName> = (shop: Shop, payload: JobPayloads[Name]) => Promise<void>;

/** The shortest delay of a postponed job; a random part of up to the same length is added. */
const postponedMs = 30_000;

/**
 * Postpones a job without counting an attempt, as the service it needs can't be reached. The delay is random, so that not
 * all jobs run at once after an outage. A job that is postponed already stays one job.
 */
export async function postponeJob<Name extends JobName>(
  shop: Shop,
  name: Name,
  payload: JobPayloads[Name],
): Promise<void> {
  const runAt = new Date(shop.clock.now().getTime() + postponedMs * (1 + Math.random()));
  const key = `postponed:${name}:${Object.values(payload).join(":")}`;
  await enqueue(shop.db, name, payload, { runAt, key });
}

/** Queues a job in the caller's transaction: the job exists if and only if the transaction commits. */
export function queueJob<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  options?: JobOptions,
): Promise<void> {
  return enqueue(tx, name, payload, options);
}
