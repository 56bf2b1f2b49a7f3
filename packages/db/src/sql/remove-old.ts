import type { Tx } from "../connect.ts";

interface Age {
  /** What was over before this instant goes. */
  before: Date;
  /** How many rows at most. */
  limit: number;
}

/** Takes away, or strips, some rows that have reached their age. Answers how many. Rows that somebody uses now stay. */
type RemoveOld = (tx: Tx, age: Age) => Promise<number>;

/** Carts that nobody has changed since, with their lines; not while somebody is paying for one. */
export const removeOldCarts: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from cart where id in (
    select id from cart
    where updated_at < ${before} and not exists (
      select from checkout where checkout.cart_id = cart.id and checkout.state in ('open', 'paying')
    )
    order by updated_at limit ${limit} for update skip locked
  )`;

/** The proof that a browser had started a payment, of sessions that are over. */
export const stripOldSessions: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  update payment_session set client_secret = null where stripe_id in (
    select stripe_id from payment_session where client_secret is not null and ended_at < ${before}
    order by ended_at limit ${limit} for update skip locked
  )`;

/** Events that nothing is to be done about any more, with the attempts at them. */
export const removeOldEvents: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from webhook_event where id in (
    select id from webhook_event where state in ('processed', 'ignored') and received_at < ${before}
    order by received_at limit ${limit} for update skip locked
  )`;

export const removeOldRejections: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from webhook_rejection where id in (
    select id from webhook_rejection where received_at < ${before}
    order by received_at limit ${limit} for update skip locked
  )`;

/** What staff had asked Stripe about, with every payment's answer. */
export const removeOldSyncRuns: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from sync_run where id in (
    select id from sync_run where started_at < ${before}
    order by started_at limit ${limit} for update skip locked
  )`;

/** Jobs that have used up their tries: they run no more. */
export const removeOldJobs: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from graphile_worker._private_jobs where id in (
    select id from graphile_worker._private_jobs
    where attempts >= max_attempts and locked_at is null and updated_at < ${before}
    order by id limit ${limit} for update skip locked
  )`;

/** Staff's sessions that have expired: with them go address and browser. */
export const removeOldSessions: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from staff_session where id in (
    select id from staff_session where expires_at < ${before} limit ${limit} for update skip locked
  )`;

/** Links for a new password, and the like, that have expired. */
export const removeOldVerifications: RemoveOld = (tx, { before, limit }) => tx.$executeRaw`
  delete from staff_verification where id in (
    select id from staff_verification where expires_at < ${before} limit ${limit} for update skip locked
  )`;
