import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { addJob } from "../jobs.ts";
import { cartClauses, type TakenLines, takenColumns } from "./take-cart-lines.ts";

interface ReportedPayment {
  checkoutId: string;
  paymentIntentId: string;
  /** Whether a job asks Stripe now. */
  isSynced: boolean;
  /** When the background sync asks Stripe, unless another track does before. */
  syncAt: Date;
  /** The new end of its reservation; null: it has ended, and keeps its state until Stripe is asked. */
  reservedUntil: Date | null;
  /** What is removed from the cart; null: it was removed before. */
  taken: TakenLines | null;
}

/**
 * Records that the customer's browser reports the checkout as paid, removes what is ordered from the cart, and queues the jobs that ask
 * Stripe now, if wanted, and that end the reservation. One statement. The caller holds the checkout's lock.
 */
export async function recordReportedPayment(
  tx: Tx,
  { checkoutId, paymentIntentId, isSynced, syncAt, reservedUntil, taken }: ReportedPayment,
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
  const detached = taken === null ? Prisma.empty : Prisma.sql`, ${takenColumns(taken)}`;
  await tx.$executeRaw`
    with ${taken === null ? Prisma.empty : Prisma.sql`${cartClauses(taken)},`} reported as (
      update checkout set next_sync_at = ${syncAt}::timestamptz, sync_attempts = 0${live}${detached}
      where id = ${checkoutId}::uuid returning id
    )
    select id${isSynced ? Prisma.sql`, (${sync}).id::text as sync` : Prisma.empty}${reservedUntil === null ? Prisma.empty : Prisma.sql`, (${expire}).id::text as expire`}
    from reported`;
}
