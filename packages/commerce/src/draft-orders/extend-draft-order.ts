import { draftOrderLimits } from "@dualtrack/contract";
import { lockCheckout, notify } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { assertPayable } from "../checkout/assert-payable.ts";
import { getCheckout } from "../checkout/queries.ts";
import { earlier, reserveUntil } from "../checkouts/reserve-until.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditDraftOrder } from "./audit-draft-order.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { firstStart } from "./first-start.ts";
import { queueReminder } from "./remind-of-payment-link.ts";
import { getStoredDraftOrder, lockStoredDraftOrder } from "./stored-draft-order.ts";

interface ExtendDraftOrder {
  draftOrderId: string;
  /** The new end, an ISO instant. */
  until: string;
  by: Actor;
}

/**
 * Reserves the goods of a sent draft order for longer, at most thirty days from now, and until its first
 * booked time begins. An end that is not later than the present one changes
 * nothing, so a repeated call does not. DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_OVER, HOLD_RELEASED, HOLD_EXPIRED, ALREADY_PAID.
 */
export function extendDraftOrder(
  shop: Shop,
  { draftOrderId: id, until: wanted, by }: ExtendDraftOrder,
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const before = await lockStoredDraftOrder(tx, id);
    const state = draftOrderState(before);
    if (state !== "waiting" || before.checkout === null) throw new DomainError("DRAFT_ORDER_OVER", { state });
    const { id: checkoutId } = before.checkout;
    await lockCheckout(tx, checkoutId);
    const checkout = await getCheckout(tx, checkoutId);
    assertPayable(shop, checkout);
    const longest = new Date(now.getTime() + draftOrderLimits.holdMinutes.max * 60_000);
    const begins = firstStart(before.lines);
    const until = earlier(new Date(wanted), begins === null ? longest : earlier(longest, begins));
    if (until <= checkout.expiresAt) return;
    await reserveUntil(tx, { checkoutId, until, promisedUntil: until });
    await tx.draftOrder.update({ where: { id }, data: { changedAt: now } });
    await notify(tx, { topic: "draft_order", id });
    await queueReminder(unit, { draftOrderId: id, sentAt: now, until });
    const after = await getStoredDraftOrder(tx, id);
    await auditDraftOrder(unit, { action: "draft_order.extend", before, after });
  });
}
