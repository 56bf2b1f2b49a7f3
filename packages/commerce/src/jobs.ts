import { enqueue, type JobOptions, type Tx } from "@dualtrack/db";
import type { Shop } from "./shop.ts";

/** Every job of the shop and what it is told: ids only, as a job reads everything else afresh. */
export interface JobPayloads {
  "handle-event": { eventId: string };
  "sync-payment": { paymentIntentId: string; track: "success_page" | "sync" };
  "send-refund": { refundId: string };
  "send-mail": { mailId: string };
  "sync-run": { runId: string };
  "expire-checkout": { checkoutId: string };
  "finish-request": { requestId: string };
  "alert-unknown-payments": Record<never, never>;
}

export type JobName = keyof JobPayloads;

/** What a job does. It may run twice and must not mind; throwing makes the queue try again later. */
export type Job<Name extends JobName> = (shop: Shop, payload: JobPayloads[Name]) => Promise<void>;

/** How long a job waits for the end of an outage before it looks again; by chance up to twice as long. */
const postponedMs = 30_000;

/**
 * Puts a job off without counting a try: what it needs is away, which may last for hours. By chance some come later
 * than others, so that they don't all come at once when it is back. Asking twice is once.
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

/** Queues a job in the caller's transaction: it exists exactly if the change does. */
export function queueJob<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  options?: JobOptions,
): Promise<void> {
  return enqueue(tx, name, payload, options);
}
