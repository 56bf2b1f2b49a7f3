import type { StaffUnit } from "../unit-of-work.ts";

/** Records the member of staff who ended a checkout, and the reason. The caller holds the checkout's lock. */
export async function recordEndedBy(
  { tx, by }: StaffUnit,
  { checkoutId, reason }: { checkoutId: string; reason: string },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { endedBy: by.name, endedReason: reason } });
}
