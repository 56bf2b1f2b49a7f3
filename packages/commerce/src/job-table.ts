import { sendAlertMessage } from "./alerts/send-alert-message.ts";
import { expireCheckout } from "./checkout/end-checkout.ts";
import { finishRequest } from "./checkout/finish-request.ts";
import { updateExchangeRates } from "./currencies/update-exchange-rates.ts";
import { remindOfPaymentLink } from "./draft-orders/remind-of-payment-link.ts";
import { followBookings } from "./fulfilment/follow-bookings.ts";
import { issueMissingInvoices } from "./invoices/issue-missing-invoices.ts";
import { type Job, type JobName, type JobPayloads, postponeJob } from "./jobs.ts";
import { handleCarrierEvent } from "./labels/handle-carrier-event.ts";
import { sendLabelVoid } from "./labels/send-label-void.ts";
import { finishLabel } from "./labels/settle-label-purchase.ts";
import { storeLabel } from "./labels/store-label.ts";
import { runLedgerAudit } from "./ledger-audit/run-audit.ts";
import { sendMail } from "./notifications/send-mail.ts";
import { resumeHeldWork } from "./operations/resume-held-work.ts";
import { capturePayment, releasePayment } from "./payments/end-authorization.ts";
import { sendRefund } from "./payments/send-refund.ts";
import { reconcileWindow } from "./reconciliation/reconcile.ts";
import type { Shop } from "./shop.ts";
import { inBackground } from "./stripe/stripe-budget.ts";
import { isStripeOutage, stripeProblemText } from "./stripe/stripe-outage.ts";
import { recordTax } from "./stripe-tax/record-tax.ts";
import { syncQueuedPayment } from "./sync/sync-queued-payment.ts";
import { syncRun } from "./sync/sync-run.ts";
import { alertUnknownPayments } from "./unknown-payments/alert-unknown-payments.ts";
import { handleEvent } from "./webhooks/handle-event.ts";

/** The function of each job. A missing row does not compile. */
const jobTable: { [Name in JobName]: Job<Name> } = {
  "handle-event": handleEvent,
  "sync-payment": syncQueuedPayment,
  "send-refund": sendRefund,
  "capture-payment": capturePayment,
  "release-payment": releasePayment,
  "send-mail": sendMail,
  "send-alert-message": sendAlertMessage,
  "sync-run": syncRun,
  "audit-ledger": async (shop) => void (await runLedgerAudit(shop)),
  "reconcile-window": reconcileWindow,
  "expire-checkout": expireCheckout,
  "finish-request": finishRequest,
  "alert-unknown-payments": alertUnknownPayments,
  "finish-label": finishLabel,
  "void-label": sendLabelVoid,
  "store-label": storeLabel,
  "handle-carrier-event": handleCarrierEvent,
  "issue-missing-invoices": issueMissingInvoices,
  "update-exchange-rates": updateExchangeRates,
  "record-tax": recordTax,
  "follow-bookings": followBookings,
  "remind-of-payment-link": remindOfPaymentLink,
  "resume-held-work": async (shop) => void (await resumeHeldWork(shop)),
};

export const jobNames = Object.keys(jobTable) as JobName[];

/** Jobs that move money back, or take what a bank has reserved: Stripe is asked for them before upkeep. */
const refundJobs: readonly JobName[] = ["send-refund", "capture-payment", "release-payment"];

/**
 * Runs a job of the queue. Payloads are written by `queueJob`, which has the same types. A job that fails because Stripe
 * can't be reached is postponed, so that a long outage uses up none of its attempts.
 */
export async function runJob<Name extends JobName>(shop: Shop, name: Name, stored: unknown): Promise<void> {
  const payload = stored as JobPayloads[Name];
  await inBackground(
    async () => {
      try {
        await jobTable[name](shop, payload);
      } catch (error) {
        if (!(await isStripeOutage(shop, error))) throw error;
        shop.log.warn({ problem: stripeProblemText(error) }, "a job waits until Stripe is back");
        await postponeJob(shop, name, payload);
      }
    },
    refundJobs.includes(name) ? "refund" : "upkeep",
  );
}
