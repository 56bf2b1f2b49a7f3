import type { CheckoutRequest, CheckoutRequestKind, RefundReason, Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** The staff command finishes within seconds; after this time a job finishes the request if its process has died. */
const finishAfterMs = 60_000;

interface SaveRequest {
  /** Made once per dialog: a repeated request is stored once. */
  requestId: string;
  checkoutId: string;
  kind: CheckoutRequestKind;
  /** The reason of the refund, if the checkout turns out to be paid. */
  refundReason?: RefundReason;
  note: string;
  by: Actor;
}

/**
 * Stores a staff command on a checkout before its payment is ended at Stripe. The code that settles the payment carries it
 * out; a job does so if nothing else does. REQUEST_ID_TAKEN.
 */
export async function saveRequest(shop: Shop, { requestId: id, by, ...request }: SaveRequest): Promise<void> {
  await transactFor(shop, by, async ({ tx, now }) => {
    const staff = { staffName: by.name, staffEmail: by.email, staffRole: by.role, staffIp: by.ip };
    await tx.checkoutRequest.createMany({
      data: { id, ...request, ...staff, requestedAt: now },
      skipDuplicates: true,
    });
    const { checkoutId } = await tx.checkoutRequest.findUniqueOrThrow({ where: { id } });
    const isTaken = (await tx.refund.count({ where: { id } })) === 1;
    if (isTaken || checkoutId !== request.checkoutId) throw new DomainError("REQUEST_ID_TAKEN", {});
    const runAt = new Date(now.getTime() + finishAfterMs);
    await queueJob(tx, "finish-request", { requestId: id }, { runAt, key: `finish-request:${id}` });
  });
}

/** The open requests of a checkout, the oldest first. */
export function openRequests(tx: Tx, checkoutId: string): Promise<CheckoutRequest[]> {
  return tx.checkoutRequest.findMany({ where: { checkoutId }, orderBy: { requestedAt: "asc" } });
}

/** Deletes a request that is done or was refused. Answers whether it existed. */
export async function endRequest(tx: Tx, requestId: string): Promise<boolean> {
  return (await tx.checkoutRequest.deleteMany({ where: { id: requestId } })).count === 1;
}
