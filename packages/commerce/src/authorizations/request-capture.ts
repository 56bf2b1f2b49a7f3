import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Money that is to be captured, or released. */
interface RequestedEnd {
  paymentIntentId: string;
}

/**
 * Requests that an authorization is captured: it is recorded, and the job that asks Stripe is queued. What is requested already, or is to
 * be released, is not changed; one that Stripe has refused is tried again. The caller holds the checkout's lock. Answers whether it was
 * requested now.
 */
export async function requestCapture(unit: UnitOfWork, { paymentIntentId }: RequestedEnd): Promise<boolean> {
  const { tx, now } = unit;
  const { count } = await tx.paymentAuthorization.updateMany({
    where: {
      paymentIntentId,
      releaseRequestedAt: null,
      payment: { status: "requires_capture" },
      OR: [{ captureRequestedAt: null }, { problem: { not: null } }],
    },
    data: { captureRequestedAt: now, problem: null },
  });
  if (count === 1)
    await queueJob(unit.tx, "capture-payment", { paymentIntentId }, { key: `capture:${paymentIntentId}` });
  return count === 1;
}

/**
 * Requests that an authorization without an order is released, so that the customer's bank frees the money. The caller holds the
 * checkout's lock.
 */
export async function requestRelease(unit: UnitOfWork, { paymentIntentId }: RequestedEnd): Promise<void> {
  const { tx, now } = unit;
  const { count } = await tx.paymentAuthorization.updateMany({
    where: { paymentIntentId, releaseRequestedAt: null, payment: { status: "requires_capture" } },
    data: { releaseRequestedAt: now, problem: null },
  });
  if (count === 1)
    await queueJob(unit.tx, "release-payment", { paymentIntentId }, { key: `release:${paymentIntentId}` });
}
