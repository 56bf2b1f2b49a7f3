import type { HealthSpan } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

interface Age {
  /** Rows that ended before this instant are removed. */
  before: Date;
  /** The most rows in one call. */
  limit: number;
}

/** Removes, or strips, some rows that are too old, and answers their number. Locked rows are skipped. */
type RemoveOld = (tx: Tx, age: Age) => Promise<number>;

/** Unchanged carts with their lines, unless a checkout of the cart is open. */
export const removeOldCarts: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from cart where id in (
    select id from cart
    where updated_at < ${before} and not exists (
      select from checkout where checkout.cart_id = cart.id and checkout.state in ('open', 'paying')
    )
    order by updated_at limit ${limit} for update skip locked
  )`;

/** Places in the lines of drops that have opened and in which nothing has happened since: nobody joined, and nobody had a turn. */
export const removeOldDropEntries: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from drop_entry where id in (
    select e.id from product p join drop_entry e on e.product_id = p.id
    where coalesce(p.opens_at < ${before}, true) and not exists (
      select from drop_entry later where later.product_id = p.id
        and greatest(later.joined_at, later.admitted_until) >= ${before}
    )
    limit ${limit} for update of e skip locked
  )`;

/** The client secrets of sessions that have ended. */
export const stripOldSessions: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  update payment_session set client_secret = null, page_url = null where stripe_id in (
    select stripe_id from payment_session where client_secret is not null and ended_at < ${before}
    order by ended_at limit ${limit} for update skip locked
  )`;

/** Processed and ignored events with their attempts. */
export const removeOldEvents: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from webhook_event where id in (
    select id from webhook_event where state in ('processed', 'ignored') and received_at < ${before}
    order by received_at limit ${limit} for update skip locked
  )`;

/** Calls to Stripe. */
export const removeOldStripeCalls: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from stripe_call where id in (
    select id from stripe_call where started_at < ${before}
    order by started_at limit ${limit} for update skip locked
  )`;

export const removeOldRejections: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from webhook_rejection where id in (
    select id from webhook_rejection where received_at < ${before}
    order by received_at limit ${limit} for update skip locked
  )`;

/** Answers about VAT ids that no checkout has kept. */
export const removeOldVatIdChecks: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from vat_id_check where id in (
    select v.id from vat_id_check v
    where v.checked_at < ${before} and not exists (select from checkout c where c.vat_id_check_id = v.id)
    order by v.checked_at limit ${limit} for update skip locked
  )`;

/** What Stripe Tax has answered about checkouts that have ended; an order keeps the answer that it was priced with. */
export const removeOldTaxCalculations: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from tax_calculation where id in (
    select t.id from tax_calculation t join checkout c on c.id = t.checkout_id
    where t.created_at < ${before} and c.ended_at < ${before} and not exists (
      select from "order" o where o.checkout_id = c.id and o.tax_calculation_id = t.id
    )
    order by t.created_at limit ${limit} for update of t skip locked
  )`;

/** Manual syncs with the results of their payments. */
export const removeOldSyncRuns: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from sync_run where id in (
    select id from sync_run where started_at < ${before}
    order by started_at limit ${limit} for update skip locked
  )`;

/** Jobs without attempts left; completing a job that is not locked removes it. */
export const removeOldJobs: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  select from graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null and updated_at < ${before}
    order by id limit ${limit}
  ))`;

/** What is known of the failures of jobs that have ended since. */
export const removeOldJobFailures: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from job_failure where job_id in (
    select job_id from job_failure f
    where failed_at < ${before} and not exists (select from graphile_worker.jobs j where j.id = f.job_id)
    order by failed_at limit ${limit} for update skip locked
  )`;

/** Expired staff sessions with their IP address and browser. */
export const removeOldSessions: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from staff_session where id in (
    select id from staff_session where expires_at < ${before} limit ${limit} for update skip locked
  )`;

/** Expired verifications, such as links for a new password. */
export const removeOldVerifications: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from staff_verification where id in (
    select id from staff_verification where expires_at < ${before} limit ${limit} for update skip locked
  )`;

/** Parcels that carriers were asked about, and for which no label was bought. */
export const removeOldRatedLabels: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from shipping_label where id in (
    select id from shipping_label where state = 'rated' and rated_at < ${before}
    order by rated_at limit ${limit} for update skip locked
  )`;

export const removeOldCarrierEvents: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from carrier_event where id in (
    select id from carrier_event where processed_at is not null and received_at < ${before}
    order by received_at limit ${limit} for update skip locked
  )`;

/** The networks of downloads; the downloads stay counted. */
export const stripOldDownloads: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  update file_download set network = null where id in (
    select id from file_download where network is not null and started_at < ${before}
    order by started_at limit ${limit} for update skip locked
  )`;

/** Customers' messages with what was answered and mailed about them, since anybody did something with them. */
export const removeOldMessages: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from customer_message where id in (
    select id from customer_message where changed_at < ${before} order by changed_at limit ${limit} for update skip locked
  )`;

/** What carriers have answered to checkouts. Quotes and orders keep what they took from it. */
export const removeOldLiveRateAnswers: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from live_rate_answer where id in (
    select id from live_rate_answer where asked_at < ${before} order by asked_at limit ${limit}
    for update skip locked
  )`;

/** Alerts that are over. */
export const removeOldAlerts: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from alert where id in (
    select id from alert where cleared_at < ${before} order by cleared_at limit ${limit} for update skip locked
  )`;

/** Runs of the ledger audit, except for the last one. */
export const removeOldLedgerAudits: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from ledger_audit_run where id in (
    select id from ledger_audit_run
    where started_at < ${before} and started_at < (select max(started_at) from ledger_audit_run)
    order by started_at limit ${limit} for update skip locked
  )`;

export const removeOldReconciliationRuns: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from reconciliation_run where id in (
    select id from reconciliation_run where state <> 'running' and started_at < ${before}
    order by started_at limit ${limit} for update skip locked
  )`;

/** Discrepancies that are repaired or have vanished. What was dismissed would be found again, and stays. */
export const removeOldDiscrepancies: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from discrepancy where id in (
    select id from discrepancy where resolved_at < ${before} and state <> 'dismissed'
    order by resolved_at limit ${limit} for update skip locked
  )`;

/** Figures of five minutes; those of their hours stay. */
export const removeOldFineFigures: RemoveOld = (tx, age) =>
  removeFigures(tx, { ...age, span: "five_minutes" });

export const removeOldFigures: RemoveOld = (tx, age) => removeFigures(tx, { ...age, span: "hour" });

export const removeOldConversionDays: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from conversion_day where ctid in (
    select ctid from conversion_day where day < ${before}::date order by day limit ${limit} for update skip locked
  )`;

function removeFigures(tx: Tx, { span, before, limit }: Age & { span: HealthSpan }): Promise<number> {
  return tx.$executeRaw`
    delete from health_figure where ctid in (
      select ctid from health_figure where span = ${span}::health_span and bucket_at < ${before}
      order by bucket_at limit ${limit} for update skip locked
    )`;
}

/** Processes that were killed: they report themselves no more. */
export const removeOldProcesses: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from process_status where id in (
    select id from process_status where seen_at < ${before} order by seen_at limit ${limit} for update skip locked
  )`;
