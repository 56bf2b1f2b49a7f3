import type { UnitOfWork } from "../unit-of-work.ts";

/** Records that staff are told that an authorization is about to run out. Answers false if they have been already. */
export async function recordStaffTold(
  { tx, now }: UnitOfWork,
  { paymentIntentId }: { paymentIntentId: string },
): Promise<boolean> {
  const { count } = await tx.paymentAuthorization.updateMany({
    where: { paymentIntentId, staffToldAt: null },
    data: { staffToldAt: now },
  });
  return count === 1;
}
