import { completeCheckout } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { checkoutStatesBefore } from "./states.ts";

/** Ends a checkout, if its state allows it; otherwise changes nothing. */
export async function endCheckout(
  { tx, now }: UnitOfWork,
  checkoutId: string,
  to: "completed" | "expired" | "cancelled",
): Promise<void> {
  const before = checkoutStatesBefore(to);
  if (to === "completed") return completeCheckout(tx, { checkoutId, before, endedAt: now });
  await tx.checkout.updateMany({
    where: { id: checkoutId, state: { in: before } },
    data: { state: to, endedAt: now },
  });
}

/** Cancels a checkout that can't be paid, as it has no open session; otherwise changes nothing and answers false. */
export async function cancelUnpayable({ tx, now }: UnitOfWork, checkoutId: string): Promise<boolean> {
  const { count } = await tx.checkout.updateMany({
    where: {
      id: checkoutId,
      state: { in: checkoutStatesBefore("cancelled") },
      paymentSessions: { none: { state: "open" } },
    },
    data: { state: "cancelled", endedAt: now },
  });
  return count === 1;
}
