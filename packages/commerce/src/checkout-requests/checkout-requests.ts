import type { CheckoutRequest, CheckoutRequestKind, RefundReason, Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Whoever asks finishes it within seconds; a job looks after it then, should their process have died. */
const finishAfterMs = 60_000;

interface SaveRequest {
  /** Of the dialog: asking twice is once. */
  requestId: string;
  checkoutId: string;
  kind: CheckoutRequestKind;
  /** Why what was paid goes back, should it have been paid. */
  refundReason?: RefundReason;
  note: string;
  by: Actor;
}

/**
 * Keeps what staff want to become of a checkout, before Stripe is asked to end its payment: whoever settles the payment
 * reads it. A job finishes it when nobody else does. REQUEST_ID_TAKEN.
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

/** What is still to be done about a checkout, the oldest first. */
export function openRequests(tx: Tx, checkoutId: string): Promise<CheckoutRequest[]> {
  return tx.checkoutRequest.findMany({ where: { checkoutId }, orderBy: { requestedAt: "asc" } });
}

/** Forgets a request that is done, or was refused. Answers whether it was open. */
export async function endRequest(tx: Tx, requestId: string): Promise<boolean> {
  return (await tx.checkoutRequest.deleteMany({ where: { id: requestId } })).count === 1;
}
