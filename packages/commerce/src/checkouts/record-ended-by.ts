import type { StaffUnit } from "../unit-of-work.ts";

/** Records who of the staff ended a checkout, and why. The caller holds the checkout's lock. */
export async function recordEndedBy(
  { tx, by }: StaffUnit,
  { checkoutId, reason }: { checkoutId: string; reason: string },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { endedBy: by.name, endedReason: reason } });
}
