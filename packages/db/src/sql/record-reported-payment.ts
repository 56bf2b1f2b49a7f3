import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { addJob } from "../jobs.ts";

interface ReportedPayment {
  checkoutId: string;
  paymentIntentId: string;
  /** When the background sync asks Stripe, unless another track does before. */
  syncAt: Date;
  /** The new end of its reservation; null: it has ended, and keeps its state until Stripe is asked. */
  reservedUntil: Date | null;
}

/**
 * Records that the customer's browser reports the checkout as paid, and queues the jobs that ask Stripe now and that end its reservation.
 * One statement. The caller holds the checkout's lock.
 */
export async function recordReportedPayment(
  tx: Tx,
  { checkoutId, paymentIntentId, syncAt, reservedUntil }: ReportedPayment,
): Promise<void> {
  const sync = addJob("sync-payment", { paymentIntentId, track: "success_page" });
  const expire = addJob(
    "expire-checkout",
    { checkoutId },
    { runAt: reservedUntil ?? syncAt, key: `expire:${checkoutId}` },
  );
  const live =
    reservedUntil === null
      ? Prisma.empty
      : Prisma.sql`, state = 'paying', expires_at = ${reservedUntil}::timestamptz`;
  await tx.$executeRaw`
    with reported as (
      update checkout set next_sync_at = ${syncAt}::timestamptz, sync_attempts = 0${live}
      where id = ${checkoutId}::uuid returning id
    )
    select (${sync}).id::text as sync${reservedUntil === null ? Prisma.empty : Prisma.sql`, (${expire}).id::text as expire`}
    from reported`;
}
