import { lockCheckout } from "@dualtrack/db";
import { type CheckoutRow, getCheckout } from "../checkout/queries.ts";
import { cancelUnpayable } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { DomainError } from "../domain-error.ts";
import { openSessionOf, type SessionRow } from "../payment-sessions/session-rows.ts";
import type { StaffUnit } from "../unit-of-work.ts";

/** A session that must be ended, with when its payment is charged. */
export type OpenSession = SessionRow & Pick<CheckoutRow, "captureMethod">;

/**
 * Frees what a draft order's checkout has reserved, so that its changed goods can be reserved in the same transaction. Answers the session
 * that must be ended at Stripe before; null: it is done. DRAFT_ORDER_OVER if it is ordered meanwhile.
 */
export async function releaseGoods(unit: StaffUnit, checkoutId: string): Promise<OpenSession | null> {
  const { tx } = unit;
  await lockCheckout(tx, checkoutId);
  const { paymentSessions, order, captureMethod } = await getCheckout(tx, checkoutId);
  if (order !== null && order.state !== "failed")
    throw new DomainError("DRAFT_ORDER_OVER", { state: "ordered" });
  const open = openSessionOf(paymentSessions);
  if (open !== null) return { ...open, captureMethod };
  if (!(await cancelUnpayable(unit, checkoutId)))
    throw new DomainError("DRAFT_ORDER_OVER", { state: "expired" });
  await releaseUses(unit, { checkoutId });
  await lineReservations.release(unit, { checkoutId, state: "released" });
  return null;
}
