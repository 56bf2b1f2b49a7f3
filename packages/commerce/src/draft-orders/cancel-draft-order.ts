import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { type Released, releaseReservation } from "../staff-actions/release-reservation.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditDraftOrder } from "./audit-draft-order.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { getStoredDraftOrder, lockStoredDraftOrder } from "./stored-draft-order.ts";

interface CancelDraftOrder {
  draftOrderId: string;
  reason: string;
  by: Actor;
}

/**
 * Gives a draft order up. What it has reserved is released as staff release any reservation: its payment is ended at Stripe first, and if it
 * was just paid, that is settled, and the answer says so. A repeated call changes nothing.
 * DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_OVER; HOLD_NOT_RELEASED while the bank decides, or when Stripe can't be reached.
 */
export async function cancelDraftOrder(
  shop: Shop,
  { draftOrderId: id, reason, by }: CancelDraftOrder,
): Promise<Released> {
  const held = await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const before = await lockStoredDraftOrder(tx, id);
    const state = draftOrderState(before);
    if (state === "waiting") return before.checkoutId;
    if (state === "ordered") throw new DomainError("DRAFT_ORDER_OVER", { state });
    if (state !== "draft") return null;
    await tx.draftOrder.update({ where: { id }, data: { cancelledAt: now, changedAt: now } });
    const after = await getStoredDraftOrder(tx, id);
    await auditDraftOrder(unit, { action: "draft_order.cancel", before, after, facts: { reason } });
    return null;
  });
  if (held === null) return { outcome: "released", orderNumber: null };
  return releaseReservation(shop, { checkoutId: held, reason, by });
}
