import { expireCheckout } from "./checkout/end-checkout.ts";
import type { Job, JobName, JobPayloads } from "./jobs.ts";
import { sendMail } from "./notifications/send-mail.ts";
import { handleEvent } from "./payments/handle-event.ts";
import { sendRefund } from "./payments/send-refund.ts";
import { syncPayment } from "./payments/sync-payment.ts";
import { syncRun } from "./payments/sync-run.ts";
import type { Shop } from "./shop.ts";

/** What each job does. One row per job: a missing one does not compile. */
const jobTable: { [Name in JobName]: Job<Name> } = {
  "handle-event": handleEvent,
  "sync-payment": async (shop, payload) => void (await syncPayment(shop, payload)),
  "send-refund": sendRefund,
  "send-mail": sendMail,
  "sync-run": syncRun,
  "expire-checkout": expireCheckout,
};

export const jobNames = Object.keys(jobTable) as JobName[];

/** Runs a job of the queue. Payloads are written by `queueJob`, which is typed by the same table. */
export function runJob<Name extends JobName>(shop: Shop, name: Name, payload: unknown): Promise<void> {
  return jobTable[name](shop, payload as JobPayloads[Name]);
}
